package org.jlanes.runtime.output;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
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
    System.setOut(printer(CellOutput.Stream.STDOUT, fallback));
    System.setErr(printer(CellOutput.Stream.STDERR, fallback));
    System.setIn(new ScopedInput());
  }

  private static PrintStream printer(CellOutput.Stream stream, CellOutput fallback) {
    return new OpenPrintStream(new Router(stream, fallback));
  }

  /// A print stream that survives `close()`: user code that closes `System.out`, for example with a
  /// try block around a writer on it, must not silence all cells after it. A printed line arrives
  /// as one piece, so that lines of several threads do not mix.
  private static final class OpenPrintStream extends PrintStream {
    OpenPrintStream(OutputStream to) {
      super(to, false, StandardCharsets.UTF_8);
    }

    @Override
    public void println() {
      print("\n");
    }

    @Override
    public void println(String text) {
      print(text + "\n");
    }

    @Override
    public void println(Object value) {
      println(String.valueOf(value));
    }

    @Override
    public void println(char[] text) {
      println(String.valueOf(text));
    }

    @Override
    public void println(boolean value) {
      println(String.valueOf(value));
    }

    @Override
    public void println(char value) {
      println(String.valueOf(value));
    }

    @Override
    public void println(int value) {
      println(String.valueOf(value));
    }

    @Override
    public void println(long value) {
      println(String.valueOf(value));
    }

    @Override
    public void println(float value) {
      println(String.valueOf(value));
    }

    @Override
    public void println(double value) {
      println(String.valueOf(value));
    }

    @Override
    public void close() {
      flush();
    }
  }

  private static final class Router extends OutputStream {
    private final CellOutput.Stream stream;
    private final CellOutput fallback;

    Router(CellOutput.Stream stream, CellOutput fallback) {
      this.stream = stream;
      this.fallback = fallback;
    }

    private CellOutput output() {
      Scope scope = Scope.current();
      return scope == null ? fallback : scope.output();
    }

    @Override
    public void write(int b) {
      output().write(stream, new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      output().write(stream, bytes, offset, length);
    }

    @Override
    public void flush() {
      output().flush();
    }
  }

  /// Standard input: asks the front end for a line when all that was entered has been read. One
  /// line at a time, so that two readers (a `Scanner` and `IO.readln`) do not take each other's.
  private static final class ScopedInput extends InputStream {
    private byte[] line = {};
    private int next;

    @Override
    public synchronized int read() throws IOException {
      fill();
      return line[next++] & 0xff;
    }

    @Override
    public synchronized int read(byte[] into, int offset, int length) throws IOException {
      java.util.Objects.checkFromIndexSize(offset, length, into.length);
      if (length == 0) {
        return 0;
      }
      fill();
      int n = Math.min(length, line.length - next);
      System.arraycopy(line, next, into, offset, n);
      next += n;
      return n;
    }

    @Override
    public synchronized int available() {
      return line.length - next;
    }

    private void fill() throws IOException {
      if (next < line.length) {
        return;
      }
      Scope scope = Scope.current();
      if (scope == null) {
        throw new IOException("System.in can be read only by the threads of a cell");
      }
      System.out.flush();
      String entered = scope.output().readLine("", false);
      line = (entered + "\n").getBytes(StandardCharsets.UTF_8);
      next = 0;
    }
  }
}
