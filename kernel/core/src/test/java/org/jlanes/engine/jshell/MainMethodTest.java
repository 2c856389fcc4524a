package org.jlanes.engine.jshell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A cell that is a program (JEP 512) is run.
final class MainMethodTest {
  @AutoClose private final EngineSession session = new EngineSession();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "void main() { IO.println(\"ran\"); }",
        "static void main(String[] args) { IO.println(args.length == 0 ? \"ran\" : \"\"); }",
        "public static void main(String... args) { IO.println(\"ran\"); }",
        "void main() { IO.println(\"wrong\"); } void main(String[] args) { IO.println(\"ran\"); }",
        "import java.util.*;\nrecord R(String s) {}\nvoid main() { helper(new R(\"ran\")); }\n"
            + "void helper(R r) { IO.println(r.s()); }",
      })
  void aCellThatOnlyDeclaresIsRun(String code) {
    EngineSession.Outcome outcome = session.run(code);
    assertEquals("ran\n", outcome.stdout());
    assertNull(outcome.value());
    assertEquals("ran\n", session.run(code).stdout());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "void main() { IO.println(\"ran\"); }\nint n = 1;",
        "void main() { IO.println(\"ran\"); }\n1 + 1",
        "int main() { IO.println(\"ran\"); return 1; }",
        "void main(int n) { IO.println(\"ran\"); }",
        "class Hello { static void main(String[] args) { IO.println(\"ran\"); } }",
      })
  void anotherIsNot(String code) {
    assertEquals("", session.run(code).stdout());
  }

  @Test
  void anEarlierMainIsNotRunByALaterCell() {
    session.value("void main() { IO.println(\"ran\"); }");
    assertEquals("", session.run("int other() { return 1; }").stdout());
  }

  @Test
  void itsExceptionIsTheCellsWithItsLine() {
    EngineSession.Outcome outcome =
        session.run(
            "void main() throws Exception {\n  throw new java.io.IOException(\"disk\");\n}");
    assertEquals("java.io.IOException", outcome.failure().name());
    assertTrue(outcome.traceback().contains("line 2"), outcome.traceback());
  }
}
