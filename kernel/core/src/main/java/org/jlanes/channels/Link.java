package org.jlanes.channels;

import java.util.List;

/// The client's end of a channel: frames in, frames out. Safe for any thread.
public final class Link implements AutoCloseable {
  private final SocketThread thread;
  private final Fifo outbox;

  Link(SocketThread thread, Fifo outbox) {
    this.thread = thread;
    this.outbox = outbox;
  }

  /// Sends a message, after all that were given before.
  public void send(List<byte[]> frames) {
    outbox.add(frames);
    thread.wake();
  }

  /// Sends what was given and closes the socket.
  @Override
  public void close() {
    thread.close();
  }
}
