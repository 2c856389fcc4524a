package org.jlanes.engine.jshell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.jlanes.runtime.engine.CellFailure;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Names and strings that do not fit into a class file: the compiler would fail of them again in
/// every later cell.
final class ConstantLimitsTest {
  private static final String LONG = "x".repeat(70_000);
  private static final String HALF = "y".repeat(40_000);

  @AutoClose private static final EngineSession session = new EngineSession();

  static Stream<String> tooLong() {
    return Stream.of(
        "\"" + LONG + "\"",
        "String s = \"" + LONG + "\";",
        "String t = \"" + HALF + "\" + (\"" + HALF + "\");",
        "String umlauts = \"" + "ä".repeat(40_000) + "\";",
        "String f() { return \"" + LONG + "\"; }",
        "class Holder { String s = \"\"\"\n" + LONG + "\"\"\"; }",
        "int " + LONG + " = 1;",
        "int " + LONG + "() { return 1; }",
        "class " + LONG + " {}",
        "Runnable r = () -> { int " + LONG + " = 1; };");
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("tooLong")
  void areErrorsOfTheirCellOnly(String code) {
    CellFailure failure = session.run(code).failure();
    assertTrue(failure.text().contains("too long"), failure.text());
    int shown = String.join("", failure.traceback()).length();
    assertTrue(shown < 1_000, shown + " characters are shown");
    assertEquals("2", session.value("1 + 1"));
  }

  @Test
  void whatJustFitsRuns() {
    assertEquals("65534", session.value("\"" + "z".repeat(65_534) + "\".length()"));
    assertEquals("80000", session.value("String half = \"" + HALF + "\"; (half + half).length()"));
  }
}
