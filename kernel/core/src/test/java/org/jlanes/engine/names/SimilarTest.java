package org.jlanes.engine.names;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which names are alike.
final class SimilarTest {
  @ParameterizedTest
  @CsvSource({
    "string, 'String Strong', String",
    "STRING, 'String string', 'String string'",
    "Strnig, 'String Strong Sting', String",
    "lenght, 'length size', length",
    "cuonter, 'counter count', counter",
    "i, 'j k i2', ''",
    "ab, 'abc ac', ''",
    "ab, 'AB abc', AB",
    "foo, 'boo too', ''",
    "foo, 'foo2 fo far', 'foo2 fo'",
    "foo, 'ofo', ofo",
    "count, 'mount fount', 'mount fount'",
    "value, 'valua valub valuc valud', 'valua valub valuc valud'",
    "value, 'valua valub valuc valud valuf', ''",
    "Collection, 'Connection Condition', Connection",
    "same, 'same', ''",
    "x, '', ''",
  })
  void theNearestNamesAreFound(String word, String known, String expected) {
    assertEquals(
        List.of(expected.isEmpty() ? new String[0] : expected.split(" ")),
        Similar.to(word, List.of(known.split(" "))));
  }

  @Test
  void theDistanceIsThatOfTheFullTable() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      String a = word(random);
      String b = word(random);
      int limit = random.nextInt(4);
      assertEquals(Math.min(limit + 1, simply(a, b)), Similar.distance(a, b, limit), a + " " + b);
    }
  }

  private static String word(Random random) {
    return IntStream.range(0, random.nextInt(7))
        .mapToObj(_ -> String.valueOf((char) ('a' + random.nextInt(3))))
        .reduce("", String::concat);
  }

  private static int simply(String a, String b) {
    if (a.isEmpty() || b.isEmpty()) {
      return a.length() + b.length();
    }
    String shortA = a.substring(0, a.length() - 1);
    String shortB = b.substring(0, b.length() - 1);
    int best =
        Math.min(
            simply(shortA, shortB) + (a.endsWith(b.substring(b.length() - 1)) ? 0 : 1),
            1 + Math.min(simply(shortA, b), simply(a, shortB)));
    boolean swapped =
        a.length() > 1
            && b.length() > 1
            && a.charAt(a.length() - 1) == b.charAt(b.length() - 2)
            && a.charAt(a.length() - 2) == b.charAt(b.length() - 1);
    return swapped
        ? Math.min(best, 1 + simply(a.substring(0, a.length() - 2), b.substring(0, b.length() - 2)))
        : best;
  }
}
