package org.jlanes.engine.jshell;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The compiler's places, in offsets of generated text, become columns of the cell's lines.
final class CaretsTest {
  @AutoClose private static final EngineSession session = new EngineSession();

  /// `⏎` ends a line, `→` is a tab.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "String s = \"漢字\" + nowhere;|    String s = \"漢字\" + nowhere;|                       "
            + " ^^^^^^^",
        "var s = \"👩‍👩‍👧\" + nowhere|    var s = \"👩‍👩‍👧\" + nowhere|                  "
            + " ^^^^^^^",
        "int e\u0301 = 1; int b = nowhere;|    int e\u0301 = 1; int b = nowhere;|                  "
            + "     ^^^^^^^",
        "/* 😀 */ void f() {⏎→int 𝒳 = \"no\";⏎}|    →int 𝒳 = \"no\";|    →        ^^^^",
        "List.of(\"😀\", 1).forEach(x -> { int 漢 = x; })|    List.of(\"😀\", 1).forEach(x -> { int"
            + " 漢 = x; })|                                             ^",
        "class A {⏎→→String s() {→return 5; /* 😀 */ }⏎}|    →→String s() {→return 5; /* 😀 */ }|  "
            + "  →→            →       ^",
        "\"😀\".length()⏎⏎  + nowhere|      + nowhere|        ^^^^^^^",
        "record P(int x) { P {⏎→x = \"😀\".strip();⏎} }|    →x = \"😀\".strip();|    →   "
            + " ^^^^^^^^^^^^",
        "record Q(int x) { Q { if (\"é😀\".isEmpty()) x = \"no\"; } }|"
            + "    record Q(int x) { Q { if (\"é😀\".isEmpty()) x = \"no\"; } }|"
            + "                                                   ^^^^",
        "String t = \"\"\"⏎  😀 text⏎  \"\"\" + nowhere;|      \"\"\" + nowhere;|           "
            + " ^^^^^^^",
        "import java.util.Lisst;|    import java.util.Lisst;|           ^^^^^^^^^^^^^^^",
        "import module java.sqll;|    import module java.sqll;|                  ^^^^^^^^^",
      })
  void theCaretsStandUnderTheMistake(String cell, String line, String carets) {
    EngineSession.Outcome outcome = session.run(characters(cell));
    String shown = outcome.failure() == null ? outcome.stderr() : outcome.traceback();
    assertTrue((shown + "\n").contains(characters(line) + "\n" + characters(carets) + "\n"), shown);
  }

  private static String characters(String text) {
    return text.replace('⏎', '\n').replace('→', '\t');
  }
}
