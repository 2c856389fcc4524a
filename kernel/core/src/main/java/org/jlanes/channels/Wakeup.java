package org.jlanes.channels;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.Pipe;

/// Ends the wait of a socket's thread from outside: a pipe that stands in its poll set. It has no
/// state of its own: a ringing thread may be stopped at any point (user code is, by an interrupt),
/// and a flag that it leaves behind would silence the channel for good.
final class Wakeup implements AutoCloseable {
  /// Rings answered at once; if there were more, the thread looks once again in vain.
  private static final int MOST_TAKEN = 4096;

  private static final System.Logger LOG = System.getLogger(Wakeup.class.getName());

  private final Pipe pipe;

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

  /// Wakes the thread, if it has not ended. Safe for any thread; never blocks: a full pipe wakes it
  /// as well.
  void ring() {
    try {
      pipe.sink().write(ByteBuffer.wrap(new byte[1]));
    } catch (ClosedChannelException e) {
      // It has just ended by itself: there is nobody to wake, which is no failure of who rings.
      LOG.log(Level.DEBUG, "rang a thread that has ended", e);
    } catch (IOException e) {
      throw new UncheckedIOException("waking the thread of a socket", e);
    }
  }

  /// Takes out what was rung. By the socket's thread, before it looks for work.
  void answer() {
    try {
      pipe.source().read(ByteBuffer.allocate(MOST_TAKEN));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    pipe.sink().close();
    pipe.source().close();
  }
}
