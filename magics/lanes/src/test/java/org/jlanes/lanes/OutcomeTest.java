package org.jlanes.lanes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/// How failures are described.
final class OutcomeTest {
  @Test
  void classesAreNamedAsTheUserKnowsThem() {
    assertEquals(
        "java.lang.IllegalStateException: Mine: only there",
        Outcome.describe(new IllegalStateException("REPL.$JShell$9$Mine: only there")));
    assertEquals(
        "LaneFailure: not here", Outcome.describe(new LaneFailure("not here", -1, null, null)));
  }
}
