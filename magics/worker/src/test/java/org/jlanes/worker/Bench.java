package org.jlanes.worker;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jlanes.lanes.Lane;
import org.jlanes.lanes.Lanes;
import org.jlanes.runtime.display.MimeBundle;
import org.jlanes.runtime.scope.CellOutput;
import org.jlanes.runtime.scope.Scope;

/// What the tests of real worker processes share: a cell's scope that keeps its output, and waiting
/// for what other processes do.
final class Bench implements CellOutput {
  /// How long anything may take on a machine under load.
  static final Duration PATIENCE = Duration.ofSeconds(60);

  static {
    useBuiltWorker();
  }

  /// Lets workers be started from the classes of this build: only those that the distribution has.
  static void useBuiltWorker() {
    System.setProperty(
        "jlanes.worker.jar",
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> entry.matches(".*(runtime|lanes|worker)/target/[^t].*"))
            .collect(Collectors.joining(File.pathSeparator)));
  }

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final StringBuilder shown = new StringBuilder();
  private final Scope scope = new Scope("test", 7, this, Map.of());

  /// Two workers, without a report.
  static Lane processes() {
    return Lanes.processes(2).quiet();
  }

  Scope scope() {
    return scope;
  }

  /// Runs a test's code as a cell runs its own.
  <T> T cell(Callable<T> body) throws Exception {
    return scope.call(body);
  }

  /// The process id of the worker that a run of one worker gets.
  long pidOfTheWorker() throws Exception {
    return cell(
            () -> Lanes.processes(1).quiet().map(1, i -> ProcessHandle.current().pid()).values())
        .getFirst();
  }

  synchronized String stdout() {
    return out.toString(StandardCharsets.UTF_8);
  }

  synchronized String stderr() {
    return err.toString(StandardCharsets.UTF_8);
  }

  synchronized String shown() {
    return shown.toString();
  }

  /// Waits until something is so.
  static void await(String what, BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("waited in vain until " + what);
      }
      Thread.sleep(20);
    }
  }

  /// Called in workers: leaves a mark and waits until as many have come to this folder.
  static void meet(String folder, int index, int count) throws Exception {
    Files.createFile(Path.of(folder, "here-" + index));
    await(
        count + " are here",
        () -> {
          String[] here = new File(folder).list((dir, name) -> name.startsWith("here-"));
          return here != null && here.length >= count;
        });
  }

  /// Called in workers: ends this process as a crash would. Does not return.
  static void die() throws Exception {
    new ProcessBuilder("kill", "-9", "" + ProcessHandle.current().pid()).start().waitFor();
    Thread.sleep(600_000);
  }

  @Override
  public synchronized void write(Stream stream, byte[] bytes, int offset, int length) {
    (stream == Stream.STDOUT ? out : err).write(bytes, offset, length);
  }

  @Override
  public void flush() {}

  @Override
  public synchronized void display(MimeBundle bundle, String displayId, boolean update) {
    shown.append(bundle.plain()).append('\n');
  }

  @Override
  public void clear(boolean wait) {}

  @Override
  public String readLine(String prompt, boolean password) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void payload(Map<String, Object> payload) {
    throw new UnsupportedOperationException();
  }
}
