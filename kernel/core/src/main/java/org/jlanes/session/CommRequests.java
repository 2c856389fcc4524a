package org.jlanes.session;

import com.google.gson.JsonObject;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jlanes.runtime.comm.CommHandler;
import org.jlanes.runtime.comm.CommMessage;
import org.jlanes.runtime.comm.CommTarget;
import org.jlanes.wire.Json;

/// The messages of comms: finds the user's handler and runs it as a cell of its own, whose parent
/// is the message. On the thread of its shell.
final class CommRequests {
  private static final System.Logger LOG = System.getLogger(CommRequests.class.getName());

  private final SessionState state;
  private final Subshell shell;

  /// @param shell the line of execution in which the handlers run
  CommRequests(SessionState state, Subshell shell) {
    this.state = state;
    this.shell = shell;
  }

  /// The handlers, by message type.
  Map<String, Handler> handlers() {
    return Map.of(
        "comm_info_request", this::info,
        "comm_open", this::open,
        "comm_msg", this::received,
        "comm_close", this::closed);
  }

  /// `comm_open`: an unknown target is answered with `comm_close`, as is one that fails.
  private void open(Request request) {
    String name = Json.string(request.content(), "target_name", "");
    Optional<CommTarget> target = state.comms().target(name);
    if (target.isEmpty() || id(request).isEmpty()) {
      LOG.log(Level.WARNING, () -> "no comm target \"" + name + "\" is registered");
      refuse(request);
      return;
    }
    KernelComm comm = new KernelComm(id(request), name, state.comms(), state.commPort(request));
    state.comms().add(comm);
    boolean opened =
        run(
            request,
            () -> {
              target.get().opened(comm, message(request));
              return null;
            });
    if (!opened && state.comms().remove(comm)) {
      refuse(request);
    }
  }

  private static void refuse(Request request) {
    JsonObject close = new JsonObject();
    close.addProperty("comm_id", id(request));
    close.add("data", new JsonObject());
    request.publish("comm_close", close);
  }

  /// `comm_msg`: messages of comms that are closed may still be under way.
  private void received(Request request) {
    find(request).flatMap(KernelComm::messageHandler).ifPresent(each -> handle(request, each));
  }

  /// `comm_close`.
  private void closed(Request request) {
    Optional<KernelComm> comm = find(request);
    comm.ifPresent(state.comms()::remove);
    comm.flatMap(KernelComm::closeHandler).ifPresent(each -> handle(request, each));
  }

  /// `comm_info_request`: the open comms, or those of one target.
  private void info(Request request) {
    String wanted = Json.string(request.content(), "target_name", null);
    JsonObject comms = new JsonObject();
    for (KernelComm each : state.comms().all()) {
      if (wanted == null || wanted.equals(each.target())) {
        JsonObject comm = new JsonObject();
        comm.addProperty("target_name", each.target());
        comms.add(each.id(), comm);
      }
    }
    JsonObject reply = Request.ok();
    reply.add("comms", comms);
    request.reply(reply);
  }

  private Optional<KernelComm> find(Request request) {
    Optional<KernelComm> found = state.comms().find(id(request));
    if (found.isEmpty()) {
      LOG.log(Level.DEBUG, () -> request.type() + " for a comm that is not open");
    }
    return found;
  }

  private static String id(Request request) {
    return Json.string(request.content(), "comm_id", "");
  }

  private static CommMessage message(Request request) {
    return new CommMessage(
        Json.plain(Json.child(request.content(), "data")),
        Json.plain(request.message().metadata()),
        request.message().buffers().stream().map(ByteBuffer::wrap).toList());
  }

  private void handle(Request request, CommHandler handler) {
    boolean unused =
        run(
            request,
            () -> {
              handler.handle(message(request));
              return null;
            });
  }

  private boolean run(Request request, Callable<?> handler) {
    return new CellExecution(state, shell, request, 0, false, 0).call(handler);
  }
}
