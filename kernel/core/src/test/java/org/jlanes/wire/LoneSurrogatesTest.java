package org.jlanes.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class LoneSurrogatesTest {
  @Test
  void halfACharacterIsReplaced() {
    assertEquals("\"a\\ufffdb\"", LoneSurrogates.replaced("\"a\\ud800b\""));
    assertEquals("\"\\ufffd\"", LoneSurrogates.replaced("\"\\uDFFF\""));
    assertEquals("\"\\ufffd\\ud83d\\ude00\"", LoneSurrogates.replaced("\"\\ud83d\\ud83d\\ude00\""));
    assertEquals("\"\\ufffd\\ufffd\"", LoneSurrogates.replaced("\"\\ude00\\ud83d\""));
  }

  @Test
  void everythingElseStaysAsItIs() {
    for (String json :
        new String[] {
          "{}",
          "\"\\ud83d\\ude00\"",
          "\"\\\\ud800\"",
          "\"\\n\\\"\\u0041\"",
          "\"\\",
          "\"\\u",
          "\"\\ud8",
          "\"\\uzzzz\"",
          ""
        }) {
      assertEquals(json, LoneSurrogates.replaced(json));
    }
  }
}
