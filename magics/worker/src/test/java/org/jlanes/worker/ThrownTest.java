package org.jlanes.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jlanes.runtime.envelope.Frame;
import org.junit.jupiter.api.Test;

final class ThrownTest {
  @Test
  void aMessageThatNobodyCouldReadIsCut() {
    Frame.Failure failure = Thrown.describe(new IllegalStateException("no".repeat(2_000_000)));
    assertEquals(1 << 20, failure.message().length());
    assertTrue(failure.message().endsWith("…"));
  }
}
