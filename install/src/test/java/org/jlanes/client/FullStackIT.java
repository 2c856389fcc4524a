package org.jlanes.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A kernel in which a cell has filled a stack goes on and keeps its variables.
final class FullStackIT {
  private static final String FULL = "java.lang.StackOverflowError";
  private static KernelSession kernel;

  @BeforeAll
  static void start() throws Exception {
    kernel = KernelSession.start();
    kernel.ok(
        """
        int kept = 5;
        int deep(int x) { return deep(x + 1) + 1; }
        Function<Integer, Integer> deeper = x -> deep(x) + 1;
        record Endless(int n) { public String toString() { return "" + new Endless(n + 1); } }
        """);
  }

  @AfterAll
  static void end() {
    kernel.close();
  }

  /// Whatever has happened.
  @AfterEach
  void theKernelIsAsItWas() throws Exception {
    assertEquals("6", kernel.ok("kept + 1").result());
    assertEquals("[1, 2]", kernel.ok("Stream.of(2, 1).sorted().toList()").result());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "deep(0)",
        "deeper.apply(0)",
        "class Looped { Looped inner = new Looped(); }\nnew Looped()",
        "new ArrayList<>(List.of(3, 1, 2)).sort((a, b) -> deep(a) - deep(b));",
        "List<Object> self = new ArrayList<>(); self.add(self); self.hashCode();",
        "IntStream.range(0, 100).parallel().map(i -> deep(i)).sum()",
        "\"a\".repeat(100_000).matches(\"(a|b)*\")",
      })
  void aFullStackIsTheCellsErrorAndTheKernelGoesOn(String code) throws Exception {
    for (int i = 0; i < 2; i++) {
      Cell cell = kernel.run(code);
      assertEquals(FULL, cell.ename(), cell::traceback);
      // Thousands of equal frames are nothing to read.
      assertTrue(cell.traceback().lines().count() < 100, cell::traceback);
    }
  }

  @Test
  void aValueWhoseTextOverflowsIsShownByItsType() throws Exception {
    Cell cell = kernel.ok("new Endless(0)");
    assertTrue(cell.result().contains("its toString threw " + FULL), cell.result());
    kernel.ok("List<Object> cycle = new ArrayList<>(); cycle.add(List.of(cycle));");
    assertTrue(kernel.ok("cycle").result().contains("its toString threw " + FULL));
  }

  @Test
  void aThreadThatOverflowsTellsInItsCell() throws Exception {
    Cell cell = kernel.ok("Thread t = new Thread(() -> deep(0)); t.start(); t.join();");
    assertTrue(cell.stderr().contains(FULL), cell.stderr());
    assertTrue(cell.stderr().lines().count() < 100, cell.stderr());
  }

  @Test
  void itemsOfALaneThatOverflowFailByTheirError() throws Exception {
    for (String lane :
        List.of("threads --workers 2", "virtual", "sequential", "processes --workers 1")) {
      Cell cell = kernel.run("%%" + lane + " n : 4 -> sums\nn == 2 ? deep(n) : n");
      assertEquals("error", cell.status(), lane);
      assertTrue(cell.traceback().contains(FULL), cell.traceback());
      assertTrue(cell.traceback().contains("item 2"), cell.traceback());
      assertTrue(cell.traceback().lines().count() < 100, cell.traceback());
    }
  }
}
