package org.jlanes.engine.jshell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jlanes.engine.jshell.EngineSession.Outcome;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a cell prints with `printStackTrace` and its like.
final class PrintedTracesTest {
  @AutoClose private static final EngineSession session = new EngineSession();
  private static int half;

  @BeforeAll
  static void declare() {
    Outcome declared = session.run("int half(int n) {\n  int zero = 0;\n  return n / zero;\n}");
    half = declared.cell();
  }

  private static void assertTrace(String expected, String text) {
    assertEquals(expected, text.replace(System.lineSeparator(), "\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "e.printStackTrace();",
        "e.printStackTrace(System.err);",
        "e.printStackTrace(new java.io.PrintWriter(System.err, true));",
        "java.util.function.Consumer<Exception> c = Exception::printStackTrace; c.accept(e);",
        "Optional.of(e).ifPresent(Throwable::printStackTrace);",
        "Runnable r = e::printStackTrace; r.run();",
        "((RuntimeException) e).printStackTrace();",
        "java.util.function.BiConsumer<Exception, java.io.PrintStream> c ="
            + " Throwable::printStackTrace; c.accept(e, System.err);",
      })
  void theUsersLinesArePrinted(String print) {
    Outcome cell = session.run("try {\n  half(4);\n} catch (Exception e) { " + print + " }");
    assertTrace(
        "java.lang.ArithmeticException: / by zero\n"
            + "\tat half(Cell "
            + half
            + ", line 3)\n"
            + "\tat Cell "
            + cell.cell()
            + ", line 2\n",
        cell.stderr());
  }

  @Test
  void aStringCanBeMadeOfIt() {
    String text =
        session.value(
            """
            var text = new java.io.StringWriter();
            try {
              half(1);
            } catch (ArithmeticException e) {
              e.printStackTrace(new java.io.PrintWriter(text));
            }
            text.toString()
            """);
    assertTrue(text.contains("\tat half(Cell " + half + ", line 3)"), text);
  }

  @Test
  void causesAndSuppressedOnesSayWhatTheyHaveInCommon() {
    Outcome cell =
        session.run(
            """
            class Till extends Exception {
              Till(String text, Throwable cause) { super(text, cause); }
            }
            class Shop {
              static void sell() throws Till {
                try {
                  half(2);
                } catch (ArithmeticException e) {
                  Till till = new Till("no sale", e);
                  till.addSuppressed(new IllegalStateException("beside"));
                  throw till;
                }
              }
            }
            try {
              Shop.sell();
            } catch (Till t) {
              t.printStackTrace();
            }
            """);
    String at = "\tat %s(Cell " + cell.cell() + ", line %d)\n";
    String rest = "\tat Cell " + cell.cell() + ", line 16\n";
    assertTrace(
        "Till: no sale\n"
            + at.formatted("Shop.sell", 9)
            + rest
            + "\tSuppressed: java.lang.IllegalStateException: beside\n"
            + "\t"
            + at.formatted("Shop.sell", 10)
            + "\t\t... 1 more\n"
            + "Caused by: java.lang.ArithmeticException: / by zero\n"
            + "\tat half(Cell "
            + half
            + ", line 3)\n"
            + at.formatted("Shop.sell", 7)
            + "\t... 1 more\n",
        cell.stderr());
  }

  @Test
  void framesOfTheJdkBetweenTheUsersStay() {
    Outcome cell =
        session.run(
            "try {\n  List.of(1).forEach(n -> {\n    half(n);\n  });\n"
                + "} catch (Exception e) { e.printStackTrace(); }");
    String text = cell.stderr();
    assertTrue(
        text.contains("\tat lambda(Cell " + cell.cell() + ", line 3)\n\tat java.base/java"), text);
    assertTrue(text.endsWith("\tat Cell " + cell.cell() + ", line 2\n"), text);
    assertFalse(text.contains("jlanes") || text.contains("$JShell$"), text);
  }

  @Test
  void aThreadsTraceEndsWithItsBody() {
    Outcome cell =
        session.run(
            """
            var pool = Executors.newFixedThreadPool(1);
            pool.submit(() -> {
              try { half(3); } catch (Exception e) { e.printStackTrace(); }
            }).get();
            pool.shutdown();
            """);
    assertTrace(
        "java.lang.ArithmeticException: / by zero\n"
            + "\tat half(Cell "
            + half
            + ", line 3)\n"
            + "\tat lambda(Cell "
            + cell.cell()
            + ", line 3)\n",
        cell.stderr());
  }

  @Test
  void dumpStackShowsTheUsersLines() {
    Outcome cell = session.run("void here() {\n  Thread.dumpStack();\n}\nhere();");
    assertTrace(
        "java.lang.Exception: Stack trace\n"
            + "\tat here(Cell "
            + cell.cell()
            + ", line 2)\n"
            + "\tat Cell "
            + cell.cell()
            + ", line 4\n",
        cell.stderr());
  }

  @Test
  void endlessRecursionIsFolded() {
    Outcome cell =
        session.run(
            "int deeper(int n) { return deeper(n + 1) + 1; }\n"
                + "try { deeper(0); } catch (StackOverflowError e) { e.printStackTrace(); }");
    assertTrue(cell.stderr().lines().count() < 10, cell.stderr());
    assertTrue(cell.stderr().contains("more times the frame above"), cell.stderr());
  }

  @Test
  void anExceptionThatIsItsOwnCauseEnds() {
    Outcome cell =
        session.run(
            """
            var a = new Exception("a");
            var b = new Exception("b", a);
            a.initCause(b);
            a.printStackTrace();
            """);
    assertTrue(
        cell.stderr().contains("Caused by: [CIRCULAR REFERENCE: java.lang.Exception: a]"),
        cell.stderr());
  }

  @Test
  void anExceptionPrintsItselfInItsOwnWay() {
    session.value(
        """
        class Loud extends Exception {
          @Override public void printStackTrace() { System.err.println("LOUD"); }
        }
        class Streamed extends Exception {
          @Override public void printStackTrace(java.io.PrintStream out) { out.println("STREAM"); }
        }
        class Printer { private void printStackTrace() { System.err.println("no exception"); }
          void go() { printStackTrace(); } }
        """);
    assertEquals("LOUD\n", session.run("new Loud().printStackTrace();").stderr());
    assertEquals("LOUD\n", session.run("Exception e = new Loud(); e.printStackTrace();").stderr());
    assertEquals("STREAM\n", session.run("new Streamed().printStackTrace();").stderr());
    assertEquals(
        "STREAM\n", session.run("Throwable t = new Streamed(); t.printStackTrace();").stderr());
    assertEquals("no exception\n", session.run("new Printer().go();").stderr());
  }

  @Test
  void theUsersOwnExceptionIsNamedAsWritten() {
    Outcome cell =
        session.run(
            "class Mine extends RuntimeException { Mine() { super(\"m\"); } }\n"
                + "new Mine().printStackTrace();");
    assertTrace("Mine: m\n\tat Cell " + cell.cell() + ", line 2\n", cell.stderr());
  }

  @Test
  void whatProgramsReadIsJavas() {
    assertEquals(
        "true",
        session.value(
            "boolean java = false;\ntry { half(1); } catch (Exception e) {"
                + " java = e.getStackTrace()[0].getClassName().contains(\"JShell\"); }\njava"));
  }

  @Test
  void anExceptionThatIsNullIsAnErrorAtItsLine() {
    Outcome cell = session.run("Exception none = null;\nnone.printStackTrace();");
    assertEquals("java.lang.NullPointerException", cell.failure().name());
    assertTrue(cell.traceback().contains("line 2"), cell.traceback());
    assertFalse(cell.traceback().contains("thrown"), cell.traceback());
  }
}
