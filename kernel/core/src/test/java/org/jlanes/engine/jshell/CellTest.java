package org.jlanes.engine.jshell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.jlanes.runtime.scope.RecordedOutput;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What cells give: values, output, variables.
final class CellTest {
  @AutoClose private static final EngineSession session = new EngineSession();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "1 + 1 | 2",
        "(char) 120 | x",
        "new int[] {1, 2} | [1, 2]",
        "null | null",
        "1 < 2 | true",
        "switch (3) { case 3 -> \"three\"; default -> \"?\"; } | three",
        "Stream.of(1, \"x\").toList() | [1, x]",
        "record Point(int x) {} new Point(4) | Point[x=4]",
        "`int a = 7\n%2; a` | 1",
        "enum Suit { HEARTS } Suit.HEARTS | HEARTS",
      })
  void theLastExpressionIsTheValue(String code, String value) {
    assertEquals(value, session.value(code));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 + 1;",
        "int quiet = 3;",
        "System.out.printf(\"%d%n\", 3)",
        "System.err.append('x')",
        "System.out.println();",
        "// nothing",
        "''"
      })
  void aCellWithoutLastExpressionHasNoValue(String code) {
    assertNull(session.value(code));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "int lacking = 5 // no semicolon | lacking | 5",
        "int one = 1, two = 2 | one + two | 3",
        "var list = List.of(1, 2.5) | list | [1, 2.5]",
        "import java.util.zip.* | new CRC32().getValue() | 0",
        "int n = 0; do { n++; } while (n < 4) | n | 4",
        "int m = 1; if (m > 0) m = 9 | m | 9",
      })
  void theLastPartMayLackItsSemicolon(String code, String next, String value) {
    assertNull(session.value(code));
    assertEquals(value, session.value(next));
  }

  @Test
  void aThrowWithoutSemicolonThrows() {
    assertEquals(
        "java.io.IOException", session.run("throw new IOException(\"x\")").failure().name());
  }

  @Test
  void everythingACellDeclaresIsThereForTheNext() {
    session.value(
        "int twice(int n) { return 2 * n; } int seven = 7; class Box { int v = twice(seven); }");
    assertEquals("14", session.value("new Box().v"));
  }

  @Test
  void methodsOfACellMayReferToLaterOnes() {
    EngineSession.Outcome outcome =
        session.run("int first() { return second(); } int second() { return 5; } first()");
    assertEquals("5", outcome.value());
    assertEquals("", outcome.stderr());
  }

  @Test
  void aNameThatIsNotDeclaredIsNamedWhenTheMethodIsMadeAndWhenItIsCalled() {
    assertTrue(
        session.run("int half() { return missing / 2; }").stderr().contains("variable missing"));
    EngineSession.Outcome called = session.run("half()");
    assertEquals("UnresolvedReferenceError", called.failure().name());
    assertTrue(called.failure().text().contains("variable missing"), called.failure().text());
  }

  @Test
  void outputIsThatOfTheCell() {
    EngineSession.Outcome outcome =
        session.run("System.out.println(\"é😀\"); System.err.print('!');");
    assertEquals("é😀\n", outcome.stdout());
    assertEquals("!", outcome.stderr());
  }

  @Test
  void closingSystemOutDoesNotSilenceLaterCells() {
    session.run("System.out.close();");
    assertEquals("still\n", session.run("System.out.println(\"still\");").stdout());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "new Scanner(System.in).nextLine()",
        "IO.readln(\"name? \")",
        "new BufferedReader(new InputStreamReader(System.in)).readLine()"
      })
  void inputIsAskedFor(String code) {
    session.type("grün");
    assertEquals("grün", session.value(code));
  }

  @Test
  void theRestOfALineIsNotTheNextCellsAnswer() {
    session.type("yes or no");
    assertEquals("ye", session.value("\"\" + (char) System.in.read() + (char) System.in.read()"));
    session.type("fresh");
    assertEquals("fresh", session.value("new Scanner(System.in).nextLine()"));
  }

  @Test
  void aScannerOfAnEarlierCellGoesOnAsking() {
    session.type("one");
    assertEquals("one", session.value("var scanner = new Scanner(System.in); scanner.nextLine()"));
    session.type("two");
    assertEquals("two", session.value("scanner.nextLine()"));
  }

  @Test
  void shownValuesAreNotKept() {
    session.value("var weak = new java.lang.ref.WeakReference<Object>(null);");
    session.value(
        "Object made() { var big = new Object(); weak = new java.lang.ref.WeakReference<>(big);"
            + " return big; }");
    session.value("made()");
    long end = System.nanoTime() + RecordedOutput.PATIENCE.toNanos();
    do {
      assertTrue(System.nanoTime() < end, "the value is kept");
      System.gc();
    } while (session.value("weak.get() == null").equals("false"));
  }

  @Test
  void namesOfUserClassesAreShownAsWritten() {
    session.value("class Plain {}");
    assertTrue(session.value("new Plain()").startsWith("Plain@"));
    for (String anonymous :
        List.of(
            "new Object() {}",
            "var named = new Object() { int a; }; named",
            "Runnable r = new Runnable() { public void run() {} }; r")) {
      String shown = session.value(anonymous);
      assertTrue(shown.matches("cell\\$\\d+@\\w+"), shown);
    }
  }
}
