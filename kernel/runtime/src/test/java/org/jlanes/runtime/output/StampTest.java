package org.jlanes.runtime.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StampTest {
  private static final Stamp STAMP = Stamp.sharedBy("secret");

  /// As C writes it.
  static String stamped(Stamp stamp, int outlet, String text) {
    return new String(stamp.mark(), UTF_8)
        + "t%08x%04x".formatted(outlet, text.getBytes(UTF_8).length)
        + text;
  }

  /// What is read, such that it does not matter in how many pieces a text comes.
  private static final class Parts implements Stamp.Reader {
    private final StringBuilder seen = new StringBuilder();
    private int latest = -1;

    @Override
    public void text(int outlet, byte[] bytes, int from, int length) {
      if (outlet != latest) {
        seen.append('|').append(outlet).append(':');
      }
      latest = outlet;
      seen.append(new String(bytes, from, length, UTF_8));
    }

    @Override
    public void settled(int number) {
      seen.append("|settled ").append(number);
      latest = -1;
    }

    @Override
    public String toString() {
      return seen.toString();
    }
  }

  private static String stream() {
    return "before"
        + stamped(STAMP, 7, "seven ä\n")
        + stamped(STAMP, 0x12345678, "")
        + new String(STAMP.settlement(3), UTF_8)
        + "after 😀";
  }

  /// However the pieces are cut in which a pipe gives it.
  @Test
  void aStreamIsTakenApartAndWhatIsIncompleteIsLeftForTheNextTime() {
    byte[] bytes = stream().getBytes(UTF_8);
    for (int cut = 0; cut <= bytes.length; cut++) {
      Parts parts = new Parts();
      int done = STAMP.read(bytes, cut, parts);
      byte[] rest = Arrays.copyOfRange(bytes, done, bytes.length);
      assertEquals(rest.length, STAMP.read(rest, rest.length, parts));
      assertEquals(
          "|0:before|7:seven ä\n|305419896:|settled 3|0:after 😀",
          parts.toString(),
          "cut at " + cut);
    }
  }

  @Test
  void whatOnlyLooksLikeAStampIsText() {
    String mark = new String(STAMP.mark(), UTF_8);
    String other = stamped(Stamp.sharedBy("another"), 7, "x");
    for (String text :
        List.of(
            mark + "x00000001" + "0001" + "abcdef",
            mark + "t0000000g" + "0001" + "abcdef",
            mark + "t00000001" + "ffff" + "abcdef",
            mark + "t80000000" + "0001" + "abcdef",
            other + "longer than a stamp, for sure")) {
      byte[] bytes = text.getBytes(UTF_8);
      Parts parts = new Parts();
      assertEquals(bytes.length, STAMP.read(bytes, bytes.length, parts));
      assertEquals("|0:" + text, parts.toString());
    }
  }

  @Test
  void theMarkDoesNotTellTheSecret() {
    assertNotEquals(Stamp.sharedBy("a").mark()[5], 'a');
    assertEquals(
        new String(STAMP.mark(), UTF_8), new String(Stamp.sharedBy("secret").mark(), UTF_8));
  }
}
