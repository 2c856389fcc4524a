package org.jlanes.channels;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.util.concurrent.atomic.AtomicBoolean;

/// Ends the wait of a socket's thread from outside: a pipe that stands in its poll set. At most one
/// byte is in the pipe, so that [#ring] never blocks.
final class Wakeup implements AutoCloseable {
  private final Pipe pipe;
  private final AtomicBoolean rung = new AtomicBoolean();

  Wakeup() {
    try {
      pipe = Pipe.open();
      pipe.source().configureBlocking(false);
      // A blocking write would close the pipe if the ringing thread (a user's) were interrupted;
      // a non-blocking one is not interruptible in that way.
      pipe.sink().configureBlocking(false);
    } catch (IOException e) {
      throw new UncheckedIOException("no pipe for a socket's thread", e);
    }
  }

  /// What the thread polls for reading.
  Pipe.SourceChannel channel() {
    return pipe.source();
  }

  /// Wakes the thread. Safe for any thread.
  void ring() {
    if (rung.compareAndSet(false, true)) {
      try {
        pipe.sink().write(ByteBuffer.wrap(new byte[1]));
      } catch (IOException e) {
        throw new UncheckedIOException("the channel is closed", e);
      }
    }
  }

  /// Takes the byte out. By the socket's thread, before it looks for work.
  void answer() {
    try {
      pipe.source().read(ByteBuffer.allocate(16));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    rung.set(false);
  }

  @Override
  public void close() throws IOException {
    pipe.sink().close();
    pipe.source().close();
  }
}
