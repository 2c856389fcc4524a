package org.jlanes.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class OffsetsTest {
  private static final String TEXT = "a😀b";

  @Test
  void codePointsAndUtf16UnitsAreMappedBothWays() {
    int[] utf16 = {0, 1, 3, 4};
    for (int codePoints = 0; codePoints < utf16.length; codePoints++) {
      assertEquals(utf16[codePoints], Offsets.toUtf16(TEXT, codePoints));
      assertEquals(codePoints, Offsets.toCodePoints(TEXT, utf16[codePoints]));
    }
  }

  @Test
  void positionsOutsideAreMovedToTheNearestEnd() {
    assertEquals(0, Offsets.toUtf16(TEXT, -1));
    assertEquals(4, Offsets.toUtf16(TEXT, Integer.MAX_VALUE));
    assertEquals(0, Offsets.toCodePoints(TEXT, Integer.MIN_VALUE));
    assertEquals(3, Offsets.toCodePoints(TEXT, 99));
    assertEquals(0, Offsets.toUtf16("", 1));
  }
}
