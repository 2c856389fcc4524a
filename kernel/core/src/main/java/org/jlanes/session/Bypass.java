package org.jlanes.session;

import com.google.gson.JsonObject;
import java.util.Map;
import java.util.Optional;
import org.jlanes.channels.IoPub;
import org.jlanes.wire.Author;

/// Handles, on a thread of its own, requests that only ask and change nothing, when a cell occupies
/// their shell: a console waits for `is_complete` at each line that is typed, and a front end that
/// connects anew for `kernel_info`, and a cell may run for hours. Each keeps its busy and idle;
/// those that wait in the shell's queue keep their order. Safe for any thread.
final class Bypass {
  private final RequestQueue queue = new RequestQueue("bypass");
  private final Map<String, Handler> handlers;
  private final SubshellTable shells;
  private final Author author;
  private final IoPub iopub;

  Bypass(EngineStart engine, SubshellTable shells, Author author, IoPub iopub) {
    this.handlers =
        Map.of(
            "is_complete_request", new IsCompleteRequest(engine),
            "kernel_info_request", new KernelInfoRequest());
    this.shells = shells;
    this.author = author;
    this.iopub = iopub;
  }

  void start() {
    queue.start(new Dispatcher(handlers::get, this::idle));
  }

  /// Whether a message of this type goes past what occupies its shell.
  boolean takes(Subshell shell, String type) {
    return handlers.containsKey(type) && shell.isOccupied();
  }

  void add(Request request) {
    queue.add(request);
  }

  private void idle(Request request) {
    Optional<Subshell> shell = shells.of(request.message());
    if (shell.isPresent()) {
      shell.get().idleBeside(request, this::stillBusy);
    } else {
      request.publishStatus("idle");
    }
  }

  /// Has no parent: the request that occupies the shell has said so itself, once.
  private void stillBusy() {
    JsonObject content = new JsonObject();
    content.addProperty("execution_state", "busy");
    iopub.publish(author.message("status", new JsonObject(), content));
  }
}
