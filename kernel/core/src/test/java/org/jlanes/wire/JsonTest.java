package org.jlanes.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class JsonTest {
  private static Object plain(String value) {
    return Json.plain(Json.object("{\"v\":" + value + "}")).get("v");
  }

  @Test
  void integersAreLongsUnlessTheyAreTooLarge() {
    assertEquals(1L, plain("1"));
    assertEquals(Long.MIN_VALUE, plain("-9223372036854775808"));
    assertEquals(new BigInteger("9223372036854775808"), plain("9223372036854775808"));
  }

  @Test
  void otherNumbersAreDoublesHoweverLargeTheirExponent() {
    assertEquals(1.0, plain("1.0"));
    assertEquals(Double.POSITIVE_INFINITY, plain("1e400000000"));
  }

  @Test
  void theRestIsWhatItLooksLike() {
    assertEquals(
        Arrays.asList("a", true, null, Map.of("b", List.of())),
        plain("[\"a\",true,null,{\"b\":[]}]"));
  }
}
