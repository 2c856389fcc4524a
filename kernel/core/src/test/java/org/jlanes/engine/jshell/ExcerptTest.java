package org.jlanes.engine.jshell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jlanes.runtime.engine.MappedSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Carets stand under the mistake in a monospaced font.
final class ExcerptTest {
  /// `<TAB>`, `<CR>` and `<LF>` stand for these characters; the mistake is `oops`, or what stands
  /// between brackets.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "a + oops|    ^^^^",
        "oops|^^^^",
        "\"😀\" + oops|       ^^^^",
        "\"😀😀\" + oops|         ^^^^",
        "\"é\" + oops|      ^^^^",
        "\"e\u0301\" + oops|      ^^^^",
        "\"e\u0301\u0302\" + oops|      ^^^^",
        "\"漢字\" + oops|         ^^^^",
        "\"한\" + oops|       ^^^^",
        "\"\u1112\u1161\u11ab\" + oops|       ^^^^",
        "\"ｆ\" + oops|       ^^^^",
        "\"ｱ\" + oops|      ^^^^",
        "\"👩‍👩‍👧\" + oops|       ^^^^",
        "\"👍🏽\" + oops|       ^^^^",
        "\"🇩🇪\" + oops|       ^^^^",
        "\"❤\ufe0f\" + oops|       ^^^^",
        "\"❤\" + oops|      ^^^^",
        "\"1\ufe0f\u20e3\" + oops|       ^^^^",
        "\"𝒳\" + oops|      ^^^^",
        "\"𠀀\" + oops|       ^^^^",
        "\"a\u200bb\" + oops|       ^^^^",
        "<TAB>oops|<TAB>^^^^",
        "<TAB>int a =<TAB>oops|<TAB>       <TAB>^^^^",
        "/* 漢 */<TAB>oops|        <TAB>^^^^",
        "f([a<TAB>b])|  ^<TAB>^",
        "[\"😀\"] * 2|^^^^",
        "[\"漢\u0301é\"] * 2|^^^^^",
        "a;<CR><LF>b + oops;<CR><LF>c|    ^^^^",
        "a;<LF>\"😀\" + oops;<LF>c|       ^^^^",
        "a[;]<CR><LF>b| ^",
        "a[<LF>b]| ^",
        "[]a|^",
      })
  void theCaretsStandUnderTheMistake(String marked, String carets) {
    String text = characters(marked);
    int start = text.indexOf('[');
    int end = text.indexOf(']') - 1;
    String cell = start < 0 ? text : text.replace("[", "").replace("]", "");
    if (start < 0) {
      start = text.indexOf("oops");
      end = start + "oops".length();
    }
    assertEquals(
        characters(carets), Excerpt.of(MappedSource.ofCell(cell), start, end).carets(), cell);
  }

  private static String characters(String text) {
    return text.replace("<TAB>", "\t").replace("<CR>", "\r").replace("<LF>", "\n");
  }

  @Test
  void aLongLineIsCutAroundTheMistakeAndNoCharacterIsSplit() {
    for (int before = 150; before < 160; before++) {
      String cell = "x".repeat(before % 2) + "😀".repeat(before) + "oops" + "😀".repeat(200);
      int start = cell.indexOf("oops");
      Excerpt excerpt = Excerpt.of(MappedSource.ofCell(cell), start, start + 4);
      int shown = excerpt.line().indexOf("oops");
      // Each pair of UTF-16 units before it takes two columns.
      assertEquals(shown, excerpt.carets().indexOf('^'));
      assertTrue(excerpt.line().startsWith("…😀") && excerpt.line().endsWith("😀…"));
    }
  }
}
