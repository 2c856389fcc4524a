package org.jlanes.runtime.output;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import org.jlanes.runtime.scope.CellOutput;
import org.jlanes.runtime.scope.Scope;

/// A print stream into the cell of the calling thread. It survives `close()`: user code that closes
/// `System.out`, for example with a try block around a writer on it, must not silence all cells
/// after it. A printed line arrives as one piece, so that lines of several threads do not mix. Text
/// goes to the cell as it is, without the way through bytes and back that takes most of the time of
/// a short line.
///
/// Its monitor keeps together what a thread prints that holds it, as a stack trace does. It is not
/// held while a front end is slow: others, and an interrupt, would wait for it. Who takes the
/// monitor before it prints does hold it then.
final class ScopedPrinter extends PrintStream {
  private final CellOutput.Stream stream;
  private final CellOutput fallback;
  private final HalfCharacters halves = new HalfCharacters();

  /// @param fallback where output goes that is written by a thread without a scope
  ScopedPrinter(CellOutput.Stream stream, CellOutput fallback) {
    super(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    this.stream = stream;
    this.fallback = fallback;
  }

  private CellOutput output() {
    Scope scope = Scope.current();
    return scope == null ? fallback : scope.output();
  }

  private CellOutput ready(CellOutput output) {
    return Thread.holdsLock(this) ? output : output.whenRoom();
  }

  @Override
  public void print(String text) {
    CellOutput output = output();
    CellOutput ready = ready(output);
    synchronized (this) {
      ready.print(stream, halves.complete(output, String.valueOf(text)));
    }
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    CellOutput ready = ready(output());
    synchronized (this) {
      ready.write(stream, bytes, offset, length);
    }
  }

  @Override
  public void write(byte[] bytes) {
    write(bytes, 0, bytes.length);
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  /// Formats before it takes the monitor.
  @Override
  public PrintStream format(String format, Object... arguments) {
    print(String.format(format, arguments));
    return this;
  }

  @Override
  public PrintStream format(Locale locale, String format, Object... arguments) {
    print(String.format(locale, format, arguments));
    return this;
  }

  @Override
  public void print(Object value) {
    print(String.valueOf(value));
  }

  @Override
  public void print(char[] text) {
    print(String.valueOf(text));
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
  public void println(char[] text) {
    println(String.valueOf(text));
  }

  @Override
  public void print(boolean value) {
    print(String.valueOf(value));
  }

  @Override
  public void print(char value) {
    print(String.valueOf(value));
  }

  @Override
  public void print(int value) {
    print(String.valueOf(value));
  }

  @Override
  public void print(long value) {
    print(String.valueOf(value));
  }

  @Override
  public void print(float value) {
    print(String.valueOf(value));
  }

  @Override
  public void print(double value) {
    print(String.valueOf(value));
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
  public void println(Object value) {
    println(String.valueOf(value));
  }

  @Override
  public void flush() {
    output().flush();
  }

  @Override
  public void close() {
    flush();
  }
}
