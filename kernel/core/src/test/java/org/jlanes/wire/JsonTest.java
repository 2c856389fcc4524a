package org.jlanes.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.DoubleAdder;
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

  @Test
  void aNumberOfAnyClassIsANumberIfItPrintsAsOne() {
    assertEquals("{\"n\":[7,1.5,2,-3E+2]}", written(7, 1.5f, new AtomicLong(2), odd("-3E+2")));
  }

  @Test
  void aNumberThatPrintsAsSomethingElseIsText() {
    assertEquals(
        "{\"n\":[\"3/4\",\"NaN\",\"null\",\"1e9999999999\",\"NaN\"]}",
        written(odd("3/4"), notANumber(), odd(null), odd("1e9999999999"), Float.NaN));
  }

  @Test
  void whatPrintsAsNothingIsTextToo() {
    Object mute =
        new Object() {
          @Override
          @SuppressWarnings("ToStringReturnsNull") // what is tested
          public String toString() {
            return null;
          }
        };
    assertEquals("{\"n\":[\"null\"]}", written(mute));
  }

  private static String written(Object... values) {
    return Json.text(Json.of(Map.of("n", values)));
  }

  private static DoubleAdder notANumber() {
    DoubleAdder adder = new DoubleAdder();
    adder.add(Double.NaN);
    return adder;
  }

  /// A number of a class that nobody knows.
  private static Number odd(String text) {
    return new Number() {
      private static final long serialVersionUID = 1L;

      @Override
      public int intValue() {
        return 0;
      }

      @Override
      public long longValue() {
        return 0;
      }

      @Override
      public float floatValue() {
        return 0;
      }

      @Override
      public double doubleValue() {
        return 0;
      }

      @Override
      public String toString() {
        return text;
      }
    };
  }
}
