package org.jlanes.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class TextDecoderTest {
  @Test
  void charactersSplitAnywhereAreWhole() {
    byte[] bytes = "aä€😀z".getBytes(UTF_8);
    for (int cut = 0; cut <= bytes.length; cut++) {
      TextDecoder decoder = new TextDecoder();
      String text = decoder.decode(bytes, 0, cut) + decoder.decode(bytes, cut, bytes.length - cut);
      assertEquals("aä€😀z", text + decoder.end(), "cut at " + cut);
    }
  }

  @Test
  void byteByByteComesOutTheSame() {
    TextDecoder decoder = new TextDecoder();
    StringBuilder text = new StringBuilder();
    for (byte each : "😀ä".getBytes(UTF_8)) {
      text.append(decoder.decode(new byte[] {each}, 0, 1));
    }
    assertEquals("😀ä", text.toString());
  }

  @Test
  void whatIsNoUtf8BecomesTheReplacementCharacter() {
    TextDecoder decoder = new TextDecoder();
    assertEquals("a\uFFFDb", decoder.decode(new byte[] {'a', (byte) 0xff, 'b'}, 0, 3));
  }

  @Test
  void anUnfinishedCharacterIsShownAtTheEndAndForgotten() {
    TextDecoder decoder = new TextDecoder();
    assertEquals("", decoder.decode(new byte[] {(byte) 0xe2, (byte) 0x82}, 0, 2));
    assertEquals("\uFFFD", decoder.end());
    assertEquals("x", decoder.decode(new byte[] {'x'}, 0, 1));
    assertEquals("", decoder.end());
  }
}
