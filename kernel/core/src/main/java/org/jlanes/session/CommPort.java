package org.jlanes.session;

import com.google.gson.JsonObject;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jlanes.channels.IoPub;
import org.jlanes.runtime.comm.Comm;
import org.jlanes.runtime.comm.CommMessage;
import org.jlanes.runtime.comm.CommService;
import org.jlanes.runtime.comm.CommTarget;
import org.jlanes.runtime.scope.Scope;
import org.jlanes.wire.Author;
import org.jlanes.wire.Json;
import org.jlanes.wire.Message;

/// The comms as one request's code sees them: what it sends has that request as parent. Safe for
/// any thread.
final class CommPort implements CommService {
  private final CommTable table;
  private final JsonObject parent;
  private final Author author;
  private final IoPub iopub;

  /// @param parent the header of the request
  CommPort(CommTable table, JsonObject parent, Author author, IoPub iopub) {
    this.table = table;
    this.parent = parent;
    this.author = author;
    this.iopub = iopub;
  }

  @Override
  public void register(String target, CommTarget handler) {
    table.register(target, handler);
  }

  @Override
  public void unregister(String target) {
    table.unregister(target);
  }

  @Override
  public Comm open(String target, CommMessage opening) {
    KernelComm comm = new KernelComm(UUID.randomUUID().toString(), target, table, this);
    table.add(comm);
    JsonObject content = new JsonObject();
    content.addProperty("target_name", target);
    publish("comm_open", comm.id(), content, opening);
    return comm;
  }

  /// The port of the calling thread's request, or this one where the thread has none.
  private CommPort here() {
    return Optional.ofNullable(Scope.current())
        .flatMap(scope -> scope.service(CommService.class))
        .filter(CommPort.class::isInstance)
        .map(CommPort.class::cast)
        .orElse(this);
  }

  /// Sends a message of a comm, with the calling thread's request as parent. Blocks while too much
  /// waits.
  void send(String type, String id, CommMessage message) {
    here().publish(type, id, new JsonObject(), message);
  }

  private void publish(String type, String id, JsonObject content, CommMessage message) {
    content.addProperty("comm_id", id);
    content.add("data", Json.of(message.data()));
    Message sent =
        author
            .message(type, parent, content)
            .with(object(message.metadata()), copies(message.buffers()));
    iopub.display(sent, CellPort::checkCancelled);
  }

  private static JsonObject object(Map<String, Object> map) {
    return Json.of(map).getAsJsonObject();
  }

  private static List<byte[]> copies(List<ByteBuffer> buffers) {
    return buffers.stream()
        .map(buffer -> {
          byte[] bytes = new byte[buffer.remaining()];
          buffer.get(bytes);
          return bytes;
        })
        .toList();
  }
}
