package org.jlanes.runtime.output;

import java.io.FileInputStream;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import org.jlanes.runtime.scope.CellOutput;
import org.jlanes.runtime.scope.UnscopedThread;

/// Copies what comes out of a pipe into a cell, on a thread of its own, until nothing can come any
/// more. Hands on whole characters only: others print into the same cell meanwhile.
///
/// The thread belongs to no scope. It blocks, and with it who writes into the pipe, while the front
/// end does not take the cell's output.
final class StreamPump {
  private static final System.Logger LOG = System.getLogger(StreamPump.class.getName());

  /// How long output is awaited where something keeps the pipe open and writes nothing.
  static final Duration SILENCE = Duration.ofMillis(300);

  private static final int BUFFER = 8192;

  /// Of a class that says without a lock what is in the pipe.
  private final FileInputStream from;

  private final CellOutput.Stream stream;
  private final CellOutput to;
  private final Thread thread;

  /// For the copying thread only.
  private OutOfMemoryError lost;

  /// When something was last read, or written to the end.
  private volatile long lastActive = System.nanoTime();

  /// Something has been read that is not in the cell yet.
  private volatile boolean writing;

  private StreamPump(String name, FileInputStream from, CellOutput.Stream stream, CellOutput to) {
    this.from = from;
    this.stream = stream;
    this.to = to;
    this.thread = UnscopedThread.named(name).unstarted(this::copy);
  }

  /// Begins to copy. The pump closes `from`.
  static StreamPump start(
      String name, FileInputStream from, CellOutput.Stream stream, CellOutput to) {
    StreamPump pump = new StreamPump(name, from, stream, to);
    pump.thread.start();
    return pump;
  }

  private void copy() {
    byte[] buffer = new byte[BUFFER];
    int kept = 0;
    try (from) {
      int n;
      while ((n = from.read(buffer, kept, BUFFER - kept)) >= 0) {
        writing = true;
        int have = kept + n;
        int whole = wholeCharacters(buffer, have);
        write(buffer, whole);
        kept = have - whole;
        System.arraycopy(buffer, whole, buffer, 0, kept);
        lastActive = System.nanoTime();
        writing = false;
      }
      write(buffer, kept);
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "the output of a process broke off", e);
    }
  }

  /// What does not fit into a heap that a cell has filled is lost; but who prints must not end
  /// because nobody reads.
  private void write(byte[] buffer, int length) {
    try {
      if (lost != null) {
        // Not where it is caught: logging needs memory, too.
        OutOfMemoryError told = lost;
        lost = null;
        LOG.log(Level.ERROR, "some of what a process printed was lost", told);
      }
      to.write(stream, buffer, 0, length);
    } catch (OutOfMemoryError e) {
      lost = e;
    }
  }

  /// How many of the first `length` bytes remain without a UTF-8 character that ends behind them.
  static int wholeCharacters(byte[] bytes, int length) {
    for (int back = 1; back <= Math.min(3, length); back++) {
      int b = bytes[length - back] & 0xff;
      if (b < 0x80) {
        return length;
      }
      if (b >= 0xc0) {
        int needed = b >= 0xf0 ? 4 : b >= 0xe0 ? 3 : 2;
        return needed > back ? length - back : length;
      }
    }
    return length;
  }

  /// Waits until all is copied, or nothing comes any more. A front end that is slow to take what
  /// was read is waited for.
  void drain() throws InterruptedException {
    while (!thread.join(SILENCE)) {
      if (!writing && System.nanoTime() - lastActive > SILENCE.toNanos() && isEmpty()) {
        return;
      }
    }
  }

  /// Whether nothing waits in the pipe; so it is if it has just been closed.
  private boolean isEmpty() {
    try {
      return from.available() == 0;
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "the output of a process has ended", e);
      return true;
    }
  }
}
