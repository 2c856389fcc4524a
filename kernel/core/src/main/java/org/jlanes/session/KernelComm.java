package org.jlanes.session;

import java.util.Map;
import java.util.Optional;
import org.jlanes.runtime.comm.Comm;
import org.jlanes.runtime.comm.CommHandler;
import org.jlanes.runtime.comm.CommMessage;

/// An open comm: open for as long as the table has it. Safe for any thread.
final class KernelComm implements Comm {
  private final String id;
  private final String target;
  private final CommTable table;
  private final CommPort port;
  private volatile CommHandler messageHandler;
  private volatile CommHandler closeHandler;

  /// @param port sends for threads that belong to no request
  KernelComm(String id, String target, CommTable table, CommPort port) {
    this.id = id;
    this.target = target;
    this.table = table;
    this.port = port;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String target() {
    return target;
  }

  @Override
  public boolean isOpen() {
    return table.contains(this);
  }

  @Override
  public void send(CommMessage message) {
    if (!isOpen()) {
      throw new IllegalStateException(
          "the comm to \"" + target + "\" is closed; open another one to go on");
    }
    port.send("comm_msg", id, message);
  }

  @Override
  public void onMessage(CommHandler handler) {
    messageHandler = handler;
  }

  @Override
  public void onClose(CommHandler handler) {
    closeHandler = handler;
  }

  Optional<CommHandler> messageHandler() {
    return Optional.ofNullable(messageHandler);
  }

  Optional<CommHandler> closeHandler() {
    return Optional.ofNullable(closeHandler);
  }

  @Override
  public void close(Map<String, ?> data) {
    if (table.remove(this)) {
      port.send("comm_close", id, CommMessage.of(data));
    }
  }

  @Override
  public String toString() {
    return "Comm[" + target + ", " + (isOpen() ? "open" : "closed") + "]";
  }
}
