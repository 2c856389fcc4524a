package org.jlanes.runtime.output;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.WeakHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jlanes.runtime.scope.CellOutput;
import org.jlanes.runtime.scope.Scope;

/// Replaces the three standard streams of the process by ones that ask, at each call, for the scope
/// of the calling thread. Text is UTF-8 throughout.
public final class ScopedStreams {
  private ScopedStreams() {}

  /// Installs the streams. To be called once, early in `main`, before any code keeps a reference to
  /// the old ones.
  ///
  /// @param fallback where output goes that is written by a thread without a scope
  public static void install(CellOutput fallback) {
    // IO.readln and Console decode System.in by this property, whatever the locale of the kernel.
    System.setProperty("stdin.encoding", "UTF-8");
    System.setProperty("stdout.encoding", "UTF-8");
    System.setProperty("stderr.encoding", "UTF-8");
    System.setOut(new ScopedPrinter(CellOutput.Stream.STDOUT, fallback));
    System.setErr(new ScopedPrinter(CellOutput.Stream.STDERR, fallback));
    System.setIn(new ScopedInput());
  }

  /// Standard input: asks the front end for a line when all that was entered has been read. One
  /// line at a time, so that two readers (a `Scanner` and `IO.readln`) do not take each other's.
  ///
  /// The unread rest of a line is for the cell that asked for it: the first read of each cell asks
  /// anew, and what a thread of an earlier cell leaves is not taken for an answer. A `Scanner` that
  /// lives across cells keeps what it has read ahead, as everywhere. An end of input is one of that
  /// read: the next asks again, as at a terminal.
  private static final class ScopedInput extends InputStream {
    private final Map<CellOutput, Line> lines = Collections.synchronizedMap(new WeakHashMap<>());

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      int count = read(one, 0, 1);
      return count < 0 ? count : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      Objects.checkFromIndexSize(offset, length, into.length);
      if (length == 0) {
        return 0;
      }
      Scope scope = Scope.current();
      if (scope == null) {
        throw new IOException("System.in can be read only by the threads of a cell");
      }
      return lines
          .computeIfAbsent(scope.output(), o -> new Line())
          .read(scope.output(), into, offset, length);
    }

    @Override
    public int available() {
      Scope scope = Scope.current();
      Line line = scope == null ? null : lines.get(scope.output());
      return line == null ? 0 : line.unread();
    }
  }

  /// What a cell has not read yet of the line that was entered. Safe for any thread; readers wait
  /// for each other while one of them waits for the front end.
  private static final class Line {
    private final ReentrantLock reading = new ReentrantLock();
    private byte[] bytes = {};
    private int next;

    int read(CellOutput cell, byte[] into, int offset, int length) throws IOException {
      try {
        reading.lockInterruptibly();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while another thread waits for input");
      }
      try {
        return take(cell, into, offset, length);
      } finally {
        reading.unlock();
      }
    }

    private int take(CellOutput cell, byte[] into, int offset, int length) throws IOException {
      if (next == bytes.length) {
        System.out.flush();
        String line = cell.readLine("", false);
        if (line == null) {
          return -1;
        }
        bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        next = 0;
      }
      int count = Math.min(length, bytes.length - next);
      System.arraycopy(bytes, next, into, offset, count);
      next += count;
      return count;
    }

    /// Nothing is there while somebody waits for it.
    int unread() {
      if (!reading.tryLock()) {
        return 0;
      }
      try {
        return bytes.length - next;
      } finally {
        reading.unlock();
      }
    }
  }
}
