package org.jlanes.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jlanes.client.InterruptTable.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What an interrupt stops: really, so that no CPU is used any more, and with what the notebook
/// had.
final class InterruptTableIT {
  /// The kernel stops nothing by force in less.
  private static final Duration PATIENCE = Duration.ofMillis(1_500);

  /// One that can stop nothing by force, for want of a C compiler.
  private static KernelSession gentle;

  private static KernelSession forceful;

  @BeforeAll
  static void start(@TempDir Path programs) throws Exception {
    Path bash = InterruptTable.find("bash").orElseThrow();
    Files.createSymbolicLink(programs.resolve("bash"), bash);
    gentle = KernelSession.start(Map.of("PATH", programs.toString()));
    forceful = KernelSession.start();
    for (KernelSession kernel : List.of(gentle, forceful)) {
      kernel.ok(InterruptTable.PRELUDE);
    }
  }

  @AfterAll
  static void end() {
    Stream.of(gentle, forceful).filter(kernel -> kernel != null).forEach(KernelSession::close);
  }

  @ParameterizedTest
  @MethodSource
  void stopsAtTheFirstPress(Row row) throws Exception {
    Cell cell = InterruptTable.interrupt(gentle, row, 1);
    assertEquals("interrupted", cell.evalue(), cell.traceback());
    InterruptTable.awaitRest(gentle);
    InterruptTable.assertKept(gentle);
  }

  static Stream<Named<Row>> stopsAtTheFirstPress() throws IOException {
    return InterruptTable.rows("at the first press");
  }

  @ParameterizedTest
  @MethodSource("byForce")
  void isStoppedByForceALittleLater(Row row) throws Exception {
    assumeCompiler();
    Cell cell = InterruptTable.interrupt(forceful, row, 1);
    assertEquals("interrupted", cell.evalue(), cell.traceback());
    assertFalse(cell.stderr().contains("could not be stopped"), cell.stderr());
    InterruptTable.awaitRest(forceful);
    InterruptTable.assertKept(forceful);
  }

  static Stream<Named<Row>> byForce() throws IOException {
    return InterruptTable.rows("by force");
  }

  /// Not each, but on a machine under load some of them: without the second press none is.
  @Test
  void theSecondPressDoesNotWait() throws Exception {
    assumeCompiler();
    Duration best = PATIENCE.multipliedBy(2);
    for (Named<Row> row :
        byForce().filter(r -> !r.getName().startsWith("left")).limit(5).toList()) {
      long begun = System.nanoTime();
      Cell cell = InterruptTable.interrupt(forceful, row.getPayload(), 2);
      Duration took = Duration.ofNanos(System.nanoTime() - begun);
      best = took.compareTo(best) < 0 ? took : best;
      assertEquals("interrupted", cell.evalue(), cell.traceback());
      InterruptTable.assertKept(forceful);
    }
    InterruptTable.awaitRest(forceful);
    assertTrue(best.compareTo(PATIENCE) < 0, "the best took " + best);
  }

  private static void assumeCompiler() {
    assumeTrue(InterruptTable.hasCompiler(), "needs a C compiler");
  }

  @Test
  void everyRowHasAMechanismOfItsOwn() throws IOException {
    List<String> titles =
        Stream.of("at the first press", "by force", "not at all")
            .flatMap(chapter -> {
              try {
                return InterruptTable.rows(chapter);
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            })
            .map(Named::getName)
            .toList();
    assertEquals(titles.size(), titles.stream().distinct().count());
    assertTrue(titles.size() >= 120, titles.size() + " rows");
  }
}
