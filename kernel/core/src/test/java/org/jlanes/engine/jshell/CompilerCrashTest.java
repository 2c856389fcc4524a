package org.jlanes.engine.jshell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.jlanes.engine.jshell.EngineSession.Outcome;
import org.jlanes.engine.source.JavaSplitter;
import org.jlanes.runtime.engine.CellFailure;
import org.jlanes.runtime.engine.MappedSource;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Code on which the compiler itself dies makes its cell fail, and the notebook goes on.
final class CompilerCrashTest {
  @AutoClose private final EngineSession session = new EngineSession();

  private static String code(String kind, int times) {
    return switch (kind) {
      case "sum" -> "var x = a" + " + a".repeat(times) + ";";
      case "brackets" -> "int x = " + "(".repeat(times) + "1" + ")".repeat(times) + ";";
      case "calls" ->
          "String x = new StringBuilder()" + ".append(a)".repeat(times) + ".toString();";
      case "value" -> "a" + " + a".repeat(times);
      case "method" -> "int x() { return a" + " + a".repeat(times) + "; }";
      case "class" -> "class X { int x = a" + " + a".repeat(times) + "; }";
      default -> throw new IllegalArgumentException(kind);
    };
  }

  /// JShell declares a variable of a type that cannot be written (ours gets its first bound), and
  /// javac dies of each use, of which JShell says that it is valid.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "q.stream().map(x -> x.intValue()).toList()",
        "var r = q.stream().map(x -> x.intValue()).toList();",
        "q.get(1).intValue()"
      })
  void codeOfWhichJShellSaysThatItIsValidThoughJavacDied(String use) throws Exception {
    Shell shell =
        new Shell(
            new UserLoader(new ApiLoader(Shell.class.getClassLoader())),
            TestAgent.instrumentation(),
            CompilePath.find(),
            new CompilerOptions(List.of(), List.of()));
    try {
      MissingNames names = new MissingNames(shell, (jshell, code, kind, named) -> List.of());
      PartRunner runner =
          new PartRunner(shell, new Tracebacks(new UserFrames(frame -> Optional.empty())), names);
      Evaluated unused = shell.eval(new Unit(MappedSource.ofCell("import java.util.*;"), 1));
      unused = shell.eval(new Unit(MappedSource.ofCell("var q = List.of(1, 2L);"), 1));
      JavaSplitter splitter = new JavaSplitter();
      CellFailure failure =
          assertThrows(
              CellFailure.class,
              () -> runner.run(MappedSource.ofCell(use), splitter.split(use, true).parts(), 2));
      String shown = String.join("\n", failure.traceback());
      assertEquals("CompilerCrash", failure.name(), shown);
      assertTrue(shown.contains("fault of the compiler"), shown);
      assertTrue(shown.contains("line 1"), shown);
      String after = "int a = 1;\na + 2";
      assertEquals(
          3,
          runner.run(MappedSource.ofCell(after), splitter.split(after, true).parts(), 3).value());
    } finally {
      shell.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sum", "brackets", "calls", "value", "method", "class"})
  void whatNoParserCanReadIsASyntaxError(String kind) {
    Outcome outcome = session.run("int before = 2;\n" + code(kind, 50_000));
    assertEquals("SyntaxError", outcome.failure().name(), outcome::traceback);
    assertTrue(outcome.traceback().contains("nested too deeply"), outcome::traceback);
    assertTrue(outcome.traceback().contains("line 2"), outcome::traceback);
    assertEquals("invalid", session.engine().isComplete(code(kind, 50_000)).status());
    assertEquals("3", session.value("1 + 2"));
  }
}
