package org.jlanes.engine.jshell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis.SnippetWrapper;
import org.jlanes.engine.jshell.EngineSession.Outcome;
import org.jlanes.runtime.engine.MappedSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Code that declares nothing goes around JShell and means what it means there; what need not be
/// redefined is not.
final class PlainCodeTest {
  /// The class that the code which calls it stands in. Those of JShell have short numbers.
  private static final String HERE =
      "String here() { return StackWalker.getInstance().walk(s ->"
          + " s.skip(1).findFirst().get().getClassName().replace('$', '_')); }";

  private final AtomicInteger redefinitions = new AtomicInteger();
  private final EngineSession session = new EngineSession(counting());

  @AfterEach
  void stop() {
    session.close();
  }

  private Optional<Instrumentation> counting() {
    return TestAgent.instrumentation()
        .map(real ->
            (Instrumentation)
                Proxy.newProxyInstance(
                    Instrumentation.class.getClassLoader(),
                    new Class<?>[] {Instrumentation.class},
                    (_, method, arguments) -> {
                      if (method.getName().equals("redefineClasses")) {
                        redefinitions.incrementAndGet();
                      }
                      try {
                        return method.invoke(real, arguments);
                      } catch (InvocationTargetException e) {
                        throw e.getCause();
                      }
                    }));
  }

  private void assertPlain(String className) {
    assertTrue(className.matches("REPL\\._JShell_1\\d{12}"), className);
  }

  @Test
  void anExpressionDoesNotGoThroughJShell() {
    session.value(HERE);
    assertPlain(session.value("here()"));
    session.value("String seen = null;");
    session.value("seen = here();");
    assertPlain(session.value("seen"));
  }

  @Test
  void statementsThatDeclareNothingAreOneStep() {
    session.value(HERE);
    session.value("Set<String> seen = new HashSet<>();");
    String cell =
        "seen.add(here());\nif (true) { seen.add(here()); }\nseen.add(here());\nseen.size()";
    assertEquals("1", session.value(cell));
  }

  @Test
  void aDeclarationThatComesAgainUnchangedRunsItsOwnCode() {
    session.value("int n = 1; List<Float> same = List.of(1.5f);");
    session.value("int n = 2; List<Integer> same = List.of(2);");
    for (int i = 0; i < 3; i++) {
      session.value("n = 7; same = null;");
      session.value("int n = 2; List<Integer> same = List.of(2);");
      assertEquals("2 [2]", session.value("n + \" \" + same"));
    }
    session.value("int n = 1; List<Float> same = List.of(1.5f);");
    assertEquals("1 [1.5]", session.value("n + \" \" + same"));
  }

  @Test
  void whatStandsBeforeAMistakeIsRun() {
    session.value("int n = 0;");
    Outcome outcome = session.run("n += 1;\nn += 2;\nn += \"x\".size();\nn += 4;");
    assertTrue(outcome.traceback().contains("before line 3 has run"), outcome.traceback());
    assertEquals("3", session.value("n"));
  }

  @Test
  void anExceptionStandsAtItsLine() {
    session.value("int n = 0;");
    Outcome outcome =
        session.run("n += 1;\n\nn += 2; // two\nn = List.of(1)\n    .get(n);\nn += 4;\nn");
    assertTrue(outcome.traceback().contains("Cell 2, line 5"), outcome.traceback());
    assertFalse(outcome.traceback().contains("do_it"), outcome.traceback());
    assertEquals("3", session.value("n"));
  }

  @Test
  void anExpressionIsOfItsOwnType() {
    // Not what it would be where an Object is asked for.
    assertEquals("1.0", session.value("switch (1) { case 1 -> 1; default -> 2.0; }"));
    assertEquals("1", session.value("\"a\".isEmpty() ? null : 1"));
    assertEquals("1", session.value("Integer same = _; same"));
    assertEquals("[1]", session.value("List.of(1)"));
    assertEquals("1", session.value("int first = _.get(0); first"));
    assertNull(session.run("System.out.println(1)").value());
    assertNull(session.run("{ int inBlock = 1; }").value());
    assertTrue(session.run("inBlock").failure() != null);
  }

  @Test
  void aNameThatIsNotMentionedIsNotImported() {
    String imports =
        "package REPL;\nimport java.util.*;\nimport static REPL.$JShell$7.a;   "
            + "import static java.lang.Math.*;\nimport static REPL.$JShell$8B.bc;  ";
    assertEquals(
        "package REPL;\nimport java.util.*;\n   import static java.lang.Math.*;\n"
            + "import static REPL.$JShell$8B.bc;  ",
        ShellTasks.mentioned(imports, Set.of("b", "bc", "Math")));
    session.value("int \u00e4 = 1; int b = 2;");
    assertEquals("3", session.value("\\u00e4 + b"));
  }

  @Test
  void aVariableThatIsDeclaredAgainRedefinesNoClass() {
    for (int i = 1; i <= 3; i++) {
      session.value("int n = " + i + "; var list = List.of(n); Runnable r = () -> {};");
      assertEquals(i + " [" + i + "]", session.value("n + \" \" + list"));
    }
    Outcome outcome = session.run("int n =\n  Integer.parseInt(\"no\");");
    assertTrue(outcome.traceback().contains("line 2"), outcome.traceback());
    assertEquals(0, redefinitions.get());
  }

  @Test
  void onlyWhatHasChangedIsRedefined() {
    List<String> cell = List.of("int f() { return 1; }", "class A { int v = f(); }");
    cell.forEach(session::value);
    cell.forEach(session::value);
    assertEquals(0, redefinitions.get());
    session.value("int f() { return 2; }");
    assertEquals(1, redefinitions.get());
    assertEquals("2", session.value("new A().v"));
  }

  @Test
  void snippetsKeepNoImportsThatTheyDoNotNeed() {
    try (JShell jshell = JShell.builder().executionEngine("local").build()) {
      for (int i = 0; i < 20; i++) {
        jshell.eval("int v" + i + " = " + i + ";");
      }
      Snippet last = jshell.eval("int sum(int a) {\n  return v1 + a / v2;\n}").getFirst().snippet();
      SnippetWrapper before = jshell.sourceCodeAnalysis().wrapper(last);
      String text = before.wrapped();
      int at = last.source().indexOf("a / v2");
      String rest = text.substring(before.sourceToWrappedPosition(at));
      new LeanWraps().shorten(last, text);
      SnippetWrapper after = jshell.sourceCodeAnalysis().wrapper(last);
      assertEquals(2, after.wrapped().split("import static REPL", -1).length - 1);
      assertEquals(rest, after.wrapped().substring(after.sourceToWrappedPosition(at)));
      assertEquals(at, after.wrappedToSourcePosition(after.sourceToWrappedPosition(at)));
      assertEquals(text.lines().count(), after.wrapped().lines().count());
      assertEquals("7", jshell.eval("sum(12)").getFirst().value());
    }
  }

  @Test
  void jshellGoesOnWithTheCompilerWhereAMistakeWasRefused() {
    try (JShell jshell = JShell.builder().executionEngine("local").build()) {
      PlainCompiler compiler = new PlainCompiler(jshell);
      MappedSource mistake = MappedSource.ofCell("unknown()");
      assertEquals(Optional.empty(), compiler.compile(List.of(), mistake));
      assertEquals("2", jshell.eval("1 + 1").getFirst().value());
      assertTrue(compiler.compile(List.of(), MappedSource.ofCell("1 + 1")).isPresent());
    }
  }
}
