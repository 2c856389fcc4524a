package org.jlanes.runtime.scope;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jlanes.runtime.display.MimeBundle;

/// An output without a front end, which keeps all that it gets. The tests of every module use it.
/// Not final, for tests that do something else with what is written. Guarded by its monitor.
public class RecordedOutput implements CellOutput {
  /// How long anything may take on a machine under load.
  public static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Map<Stream, ByteArrayOutputStream> streams =
      Map.of(
          Stream.STDOUT, new ByteArrayOutputStream(), Stream.STDERR, new ByteArrayOutputStream());
  private final List<Shown> shown = new ArrayList<>();
  private final String answer;
  private long pieces;

  /// A bundle and whether it replaces what stood in its place.
  public record Shown(MimeBundle bundle, boolean update) {}

  /// Nobody answers questions for input.
  public RecordedOutput() {
    this("");
  }

  /// @param answer what is answered when input is asked for, empty for nobody
  public RecordedOutput(String answer) {
    this.answer = answer;
  }

  /// All text of standard output so far.
  public String stdout() {
    return text(Stream.STDOUT);
  }

  /// All text of standard error so far.
  public String stderr() {
    return text(Stream.STDERR);
  }

  private synchronized String text(Stream stream) {
    return streams.get(stream).toString(StandardCharsets.UTF_8);
  }

  /// What has been displayed so far.
  public synchronized List<Shown> shown() {
    return List.copyOf(shown);
  }

  /// The bundles that have been displayed so far, new ones and updates.
  public List<MimeBundle> bundles() {
    return shown().stream().map(Shown::bundle).toList();
  }

  /// Waits until what has come fulfils a condition.
  ///
  /// @param what says what is waited for, for the failure's message
  public synchronized void await(String what, BooleanSupplier condition)
      throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      long millis = (end - System.nanoTime()) / 1_000_000;
      if (millis <= 0) {
        throw new AssertionError("waited in vain for " + what + "\n" + stdout() + stderr() + shown);
      }
      wait(millis);
    }
  }

  @Override
  public synchronized void write(Stream stream, byte[] bytes, int offset, int length) {
    streams.get(stream).write(bytes, offset, length);
    pieces++;
    notifyAll();
  }

  @Override
  public void flush() {
    // Nothing is held back.
  }

  @Override
  public synchronized void display(MimeBundle bundle, String displayId, boolean update) {
    shown.add(new Shown(bundle, update));
    pieces += update ? 0 : 1;
    notifyAll();
  }

  @Override
  public synchronized long pieces() {
    return pieces;
  }

  @Override
  public void clear(boolean wait) {
    // What is kept is kept.
  }

  @Override
  public String readLine(String prompt, boolean password) throws IOException {
    if (answer.isEmpty()) {
      throw new IOException("no input in this test");
    }
    return answer;
  }

  @Override
  public void payload(Map<String, Object> payload) {
    // There is no reply that it could be added to.
  }
}
