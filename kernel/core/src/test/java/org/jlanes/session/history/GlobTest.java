package org.jlanes.session.history;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class GlobTest {
  private static boolean matches(String pattern, String text) {
    return Glob.of(pattern).matches(text);
  }

  @Test
  void aStarStandsForAnyTextAlsoNone() {
    assertTrue(matches("*", ""));
    assertTrue(matches("a*", "a"));
    assertTrue(matches("a*c*e", "abcde\nce"));
    assertFalse(matches("a*c", "abcd"));
    assertTrue(matches("**a**", "xa"));
  }

  @Test
  void aQuestionMarkStandsForOneCharacterAlsoBeyondSixteenBits() {
    assertTrue(matches("a?c", "a😀c"));
    assertFalse(matches("a?c", "ac"));
    assertFalse(matches("?", ""));
  }

  @Test
  void bracketsStandForThemselves() {
    assertTrue(matches("a[0]*", "a[0] = 1"));
    assertFalse(matches("a[0]*", "a0 = 1"));
  }

  @Test
  void aPatternMadeToBeSlowIsNot() {
    String text = "a".repeat(5_000);
    assertTimeout(
        Duration.ofSeconds(20), () -> assertFalse(matches("*a".repeat(300) + "*b", text)));
  }
}
