package org.jlanes.lanes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/// How failures are described.
final class OutcomeTest {
  @SuppressWarnings("serial")
  private static final class Shown extends Exception {
    private final String text;

    Shown(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  @Test
  void classesAreNamedAsTheUserKnowsThem() {
    assertEquals(
        "Mine: only there", Outcome.describe(new Shown("REPL.$JShell$9$Mine: only there")));
    assertEquals(
        "LaneFailure: not here", Outcome.describe(new LaneFailure("not here", -1, null, null)));
    assertEquals(
        "java.lang.IllegalStateException: no", Outcome.describe(new IllegalStateException("no")));
    assertEquals("OutcomeTest$Shown", Outcome.describe(new Shown(null)));
  }
}
