package org.jlanes.engine.jshell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jlanes.engine.jshell.EngineSession.Outcome;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// What a user reads when something is wrong.
final class ErrorsTest {
  @AutoClose private static final EngineSession session = new EngineSession();

  /// It may wait for ever, and whoever compiles would wait with it.
  @Test
  void theMessageOfAnExceptionIsAskedForByTheCellsOwnThreads() {
    Outcome outcome =
        session.run(
            """
            class Told extends RuntimeException {
              static final Set<String> BY = new TreeSet<>();
              @Override public String getMessage() {
                BY.add(Thread.currentThread().getName());
                return "told";
              }
            }
            throw new Told();
            """);
    assertTrue(outcome.traceback().contains("told"), outcome.traceback());
    String by = session.value("Told.BY");
    assertFalse(by.contains("engine"), by);
  }

  @Test
  void aSyntaxErrorAnywhereKeepsTheCellFromRunning() {
    Outcome outcome = session.run("System.out.println(\"ran\");\nint x = ;");
    assertEquals("SyntaxError", outcome.failure().name());
    assertEquals("", outcome.stdout());
    assertTrue(
        outcome.traceback().contains("line 2:\n    int x = ;\n            ^"), outcome.traceback());
    assertTrue(outcome.traceback().contains("Nothing of this cell has run"), outcome.traceback());
  }

  @Test
  void aTypeErrorStopsAtItsLineAndSaysWhatRan() {
    Outcome outcome =
        session.run("System.out.println(\"ran\");\nString s = 5;\nSystem.out.println(\"not\");");
    assertEquals("CompilationError", outcome.failure().name());
    assertEquals("ran\n", outcome.stdout());
    assertTrue(
        outcome.traceback().contains("What stands before line 2 has run."), outcome.traceback());
  }

  @Test
  void onOneLineTheStatementSaysWhatRan() {
    String shown = session.run("int one = 1; String two = 2; int three = 3;").traceback();
    assertTrue(shown.contains("before `String two = 2; int three = 3;` in line 1 has"), shown);
    shown = session.run("int a = 1;\nint b = 2; String another = 2 + 3 + 4 + 5;").traceback();
    assertTrue(shown.contains("`String another = 2 + 3 + 4 +…` in line 2 has run."), shown);
  }

  @Test
  void theMethodThatIsMadeOfStatementsIsNotNamed() {
    for (String code :
        new String[] {
          "for (int i = 0; i < 1; i++) { int i = 2; }",
          "Runnable r = () -> { class L {} class L {} };",
          "int w = switch (1) { default -> { int g = 1; int g = 2; yield g; } };"
        }) {
      Outcome outcome = session.run(code);
      assertTrue(outcome.traceback().contains("is already defined\n"), outcome.traceback());
      assertFalse(outcome.failure().text().contains("do_it"), outcome.failure().text());
    }
  }

  @Test
  void theCaretStandsUnderTheMistakeBehindWideCharactersAndTabs() {
    assertTrue(
        session
            .run("String s = \"é😀\" + nowhere;")
            .traceback()
            .contains("    String s = \"é😀\" + nowhere;\n" + " ".repeat(4 + 19) + "^^^^^^^"),
        "two columns for the emoji");
    assertTrue(
        session
            .run("\tint t = nowhere;")
            .traceback()
            .contains("    \tint t = nowhere;\n    \t        ^^^^^^^"),
        "a tab under the tab");
  }

  @Test
  void anExceptionShowsTheUsersLinesAndNothingBelow() {
    Outcome defined = session.run("int div(int a) {\n  int b = 0;\n\n  return a / b;\n}");
    Outcome outcome =
        session.run("int ok = 1;\n\n// comment\nList.of(1, 2).forEach(i -> {\n  div(i);\n});");
    assertEquals("java.lang.ArithmeticException", outcome.failure().name());
    assertEquals("/ by zero", outcome.failure().text());
    String trace = outcome.traceback();
    assertTrue(
        trace.contains("at Cell " + defined.cell() + ", line 4, in div\n        return a / b;"),
        trace);
    assertTrue(
        trace.contains("at Cell " + outcome.cell() + ", line 5, in a lambda\n        div(i);"),
        trace);
    assertTrue(trace.contains("at Cell " + outcome.cell() + ", line 4\n"), trace);
    assertFalse(
        trace.contains("org.jlanes") || trace.contains("$JShell$") || trace.contains("reflect"),
        trace);
  }

  @Test
  void causesAndSuppressedExceptionsAreShown() {
    String trace =
        session
            .run(
                "var e = new IllegalStateException(\"outer\", new RuntimeException(\"inner\"));\n"
                    + "e.addSuppressed(new Exception(\"beside\"));\nthrow e;")
            .traceback();
    assertTrue(trace.contains("Caused by: java.lang.RuntimeException: inner"), trace);
    assertTrue(trace.contains("Suppressed: java.lang.Exception: beside"), trace);
  }

  @Test
  void theUsersOwnExceptionClassIsNamedAsWritten() {
    session.value("class Own extends RuntimeException { Own() { super(\"mine\"); } }");
    assertEquals("Own", session.run("throw new Own();").failure().name());
  }

  @Test
  void endlessRecursionIsFolded() {
    Outcome outcome = session.run("int so(int d) { return so(d + 1) + 1; } so(0)");
    assertEquals("java.lang.StackOverflowError", outcome.failure().name());
    assertTrue(outcome.failure().traceback().size() < 20, outcome.traceback());
    assertTrue(outcome.traceback().contains("more times the frame"), outcome.traceback());
    assertEquals("2", session.value("1 + 1"));
  }

  @Test
  void endlessRecursionThroughAStreamIsFolded() {
    Outcome outcome =
        session.run(
            """
            class Node {
              List<Node> next = new ArrayList<>();
              int depth() { return next.stream().map(n -> n.depth()).reduce(0, Math::max) + 1; }
            }
            var ring = new Node();
            ring.next.add(ring);
            ring.depth()
            """);
    assertEquals("java.lang.StackOverflowError", outcome.failure().name());
    assertTrue(outcome.traceback().contains("more times the "), outcome.traceback());
    assertTrue(outcome.traceback().contains("in Node.depth"), outcome.traceback());
    assertTrue(outcome.failure().traceback().size() < 80, outcome.traceback());
  }

  @Test
  void aLongTraceKeepsItsBeginningAndItsEnd() {
    Outcome outcome =
        session.run(
            """
            var wide = new IllegalStateException("wide");
            wide.setStackTrace(
                IntStream.range(0, 900)
                    .mapToObj(i -> new StackTraceElement("Own", "m" + i, "Own.java", i))
                    .toArray(StackTraceElement[]::new));
            var caused = new IllegalStateException("outer", wide);
            for (int i = 0; i < 500; i++) caused = new IllegalStateException("cause " + i, caused);
            for (int i = 0; i < 500; i++) caused.addSuppressed(new IOException("beside " + i));
            throw caused;
            """);
    String shown = outcome.traceback();
    assertTrue(shown.contains("cause 499"), shown);
    assertTrue(shown.contains("more causes"), shown);
    assertTrue(shown.contains("Caused by: java.lang.IllegalStateException: wide"), shown);
    assertTrue(shown.contains("more suppressed exceptions"), shown);
    assertTrue(outcome.failure().traceback().size() < 120, shown);
  }

  @Test
  void aTraceWithoutRepetitionIsCutInTheMiddle() {
    String source =
        IntStream.range(0, 200)
            .mapToObj(i -> "int m%d() { return m%d(); }%n".formatted(i, i + 1))
            .collect(Collectors.joining("", "class Deep {\n", "int m200() { return 1 / 0; }\n}\n"));
    Outcome outcome = session.run(source + "new Deep().m0()");
    String shown = outcome.traceback();
    assertTrue(shown.contains("in Deep.m200"), shown);
    assertTrue(shown.contains("more frames"), shown);
    assertTrue(shown.contains("new Deep().m0()"), shown);
    assertTrue(outcome.failure().traceback().size() < 80, shown);
  }

  @Test
  void innardsOfTheJdkAreLeftOutBetweenTheUsersFrames() {
    String cell = "List.of(1, 2).stream().map(i -> List.of().get(i)).toList()";
    Outcome outcome = session.run(cell);
    String shown = outcome.traceback();
    String here = "    at Cell " + outcome.cell() + ", line 1";
    List<String> lines = shown.lines().filter(line -> !line.contains(cell)).toList();
    assertTrue(lines.get(1).contains("ImmutableCollections"), shown);
    int lambda = lines.indexOf(here + ", in a lambda");
    assertTrue(lambda > 1, shown);
    assertTrue(lines.get(lambda + 1).matches("    … \\d+ frames of the JDK"), shown);
    assertTrue(lines.get(lambda + 2).contains("ReferencePipeline.toList"), shown);
    assertEquals(here, lines.get(lambda + 3), shown);
  }

  @Test
  void linesAreRightAfterALaterImport() {
    session.value("int third(int[] a) {\n  // comment\n  return a[3];\n}");
    session.value("import java.util.zip.*;");
    assertTrue(session.run("third(new int[0])").traceback().contains("line 3, in third"));
  }

  @Test
  void anExceptionInAnotherThreadIsPrintedUnderItsCell() throws Exception {
    Outcome outcome =
        session.run(
            "Thread t = new Thread(() -> {\n"
                + "  throw new IllegalStateException(\"late\");\n"
                + "}, \"bg\"); t.start(); t.join();");
    assertTrue(outcome.stderr().contains("Exception in thread \"bg\""), outcome.stderr());
    assertTrue(outcome.stderr().contains("line 2, in a lambda"), outcome.stderr());
  }

  @Test
  void exitIsAnErrorOfTheCell() {
    for (String code :
        new String[] {
          "System.exit(3);",
          "Runtime.getRuntime().halt(4);",
          "IntConsumer c = System::exit; c.accept(5);"
        }) {
      Outcome outcome = session.run(code);
      assertEquals("ExitRequest", outcome.failure().name(), code);
      assertTrue(outcome.failure().text().contains("cannot end the kernel"), code);
    }
  }

  @Test
  void runningOutOfMemoryIsAnErrorOfTheCell() {
    assertEquals(
        "java.lang.OutOfMemoryError",
        session.run("long[] big = new long[Integer.MAX_VALUE];").failure().name());
    assertEquals("2", session.value("1 + 1"));
  }

  @Test
  void returnIsRefusedWithAdvice() {
    Outcome outcome = session.run("return 5;");
    assertTrue(outcome.traceback().contains("write the expression alone"), outcome.traceback());
  }

  @Test
  void theKernelsLibrariesAndClassesAreInvisible() {
    assertEquals("CompilationError", session.run("com.google.gson.Gson gson;").failure().name());
    for (String name :
        new String[] {"com.google.gson.Gson", "org.zeromq.ZMQ", "org.jlanes.engine.Engine"}) {
      assertEquals(
          "java.lang.ClassNotFoundException",
          session.run("Class.forName(\"" + name + "\")").failure().name(),
          name);
    }
    assertEquals(
        "javax.tools.ToolProvider",
        session.value("Class.forName(\"javax.tools.ToolProvider\").getName()"));
  }

  @Test
  void aMisspeltTypeOfAVariableIsNamedAtItsPlace() {
    String shown = session.run("int a = 1;\nSet<StringBuffr> zz;").traceback();
    assertTrue(shown.contains("line 2:\n    Set<StringBuffr> zz;\n        ^^^^^^^^^^^\n"), shown);
    assertTrue(shown.contains("symbol:   class StringBuffr"), shown);
    assertTrue(shown.contains("What stands before line 2 has run."), shown);
    session.value("class StringBuffr {} Set<StringBuffr> zz = Set.of();");
    assertEquals("[]", session.value("zz"));
  }
}
