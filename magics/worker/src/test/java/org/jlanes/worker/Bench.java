package org.jlanes.worker;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jlanes.lanes.Lane;
import org.jlanes.lanes.LaneFailure;
import org.jlanes.lanes.Lanes;
import org.jlanes.runtime.scope.CancelledError;
import org.jlanes.runtime.scope.CellOutput;
import org.jlanes.runtime.scope.RecordedOutput;
import org.jlanes.runtime.scope.Scope;

/// What the tests of real worker processes share: a cell's scope that keeps its output, and waiting
/// for what other processes do.
final class Bench {
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
            .filter(entry -> !entry.endsWith("-tests.jar"))
            .collect(Collectors.joining(File.pathSeparator)));
  }

  private final RecordedOutput output = new RecordedOutput();
  private final Scope scope = new Scope("test", 7, output, Map.of());

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

  /// Runs lanes that must fail.
  LaneFailure failure(Callable<?> body) {
    return assertThrows(LaneFailure.class, () -> cell(body));
  }

  /// Runs lanes that must be cancelled.
  CancelledError cancellation(Callable<?> body) {
    return assertThrows(CancelledError.class, () -> cell(body));
  }

  /// Waits until the cell has printed a text on a stream.
  void awaitPrinted(CellOutput.Stream stream, String text) throws InterruptedException {
    output.await(
        text, () -> (stream == CellOutput.Stream.STDOUT ? stdout() : stderr()).contains(text));
  }

  /// The process id of the worker that a run of one worker gets.
  long pidOfTheWorker() throws Exception {
    return cell(
            () -> Lanes.processes(1).quiet().map(1, i -> ProcessHandle.current().pid()).values())
        .getFirst();
  }

  String stdout() {
    return output.stdout();
  }

  String stderr() {
    return output.stderr();
  }

  /// What was displayed, each bundle on lines of its own.
  String shown() {
    return output.bundles().stream().map(b -> b.plain() + "\n").collect(Collectors.joining());
  }

  /// Waits until something is so that tells nobody of itself, such as a file of another process.
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
}
