package org.jlanes.engine.jshell;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.tools.javac.tree.JCTree.JCVariableDecl;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.lang.reflect.InvocationTargetException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import jdk.jshell.JShell;
import org.jlanes.runtime.engine.MappedSource;

/// Compiles code that declares nothing, statements and an expression, with one task of JShell's
/// compiler. JShell itself takes five for an expression and four for each statement, since it knows
/// neither what it has before it nor that nobody will refer to it.
///
/// The code means what it means to JShell: the same compiler sees the same imports, but for those
/// of variables, methods and classes that it does not mention, whose number only costs time.
/// Whatever is not plain (a mistake, a type that cannot be written down) is refused, and is
/// JShell's to deal with.
///
/// Reaches into JShell as [DeadSnippets] does, and refuses everything where JShell is not as
/// expected. For the engine thread that has the turn.
final class PlainCompiler {
  /// Far from JShell's own numbers, which count snippets.
  private static final long FIRST = 1_000_000_000_000L;

  private static final String VALUE = "do_it$value";

  /// A method that does nothing but to notice that its cell is to stop, as every woven method does.
  static final String NEXT = "do_it$next";

  private static final System.Logger LOG = System.getLogger(PlainCompiler.class.getName());

  /// Null where JShell is not as expected.
  private ShellTasks tasks;

  private long compiled;

  PlainCompiler(JShell jshell) {
    try {
      tasks = new ShellTasks(jshell);
    } catch (ReflectiveOperationException | RuntimeException e) {
      giveUp(e);
    }
  }

  /// Code that can run.
  ///
  /// @param className the class around it, with a method [#METHOD] that returns the value
  /// @param files all class files by binary name
  /// @param type the value's static type, `void` if there is none
  /// @param body the code as it stands in the class
  /// @param text the text of the class
  /// @param start where the code begins in that text
  record Plain(
      String className,
      Map<String, byte[]> files,
      String type,
      MappedSource body,
      String text,
      int start) {
    static final String METHOD = "do_it$";
  }

  /// Compiles code.
  ///
  /// @param statements what runs first, maybe none
  /// @param expression whose value is returned, maybe empty
  /// @return empty if it is not plain; nothing has happened then
  Optional<Plain> compile(List<MappedSource> statements, MappedSource expression) {
    if (tasks == null) {
      return Optional.empty();
    }
    try {
      if (expression.text().isEmpty()) {
        return attempt(body(statements, "", expression, ""), false).plain;
      }
      String next = statements.isEmpty() ? "" : "\n" + NEXT + "();\n";
      Attempt first =
          attempt(
              body(
                  statements,
                  next + "var " + VALUE + " = ",
                  expression,
                  "\n; return " + VALUE + ";"),
              true);
      return first.isVoid
          ? attempt(body(statements, next, expression, "\n;"), false).plain
          : first.plain;
    } catch (ReflectiveOperationException e) {
      giveUp(e);
      return Optional.empty();
    }
  }

  private void giveUp(Exception e) {
    tasks = null;
    LOG.log(
        Level.WARNING,
        "JShell is not as expected in this JDK: each statement will take some ten milliseconds"
            + " more",
        e);
  }

  private static MappedSource body(
      List<MappedSource> statements, String before, MappedSource expression, String behind) {
    MappedSource.Builder body = MappedSource.builder(expression.cell());
    for (int i = 0; i < statements.size(); i++) {
      body.generated(i == 0 ? "" : "\n" + NEXT + "();\n").append(statements.get(i));
    }
    return body.generated(before).append(expression).generated(behind).build();
  }

  private record Attempt(Optional<Plain> plain, boolean isVoid) {
    static Attempt refused(boolean isVoid) {
      return new Attempt(Optional.empty(), isVoid);
    }
  }

  private Attempt attempt(MappedSource body, boolean hasValue) throws ReflectiveOperationException {
    String name = "$JShell$" + (FIRST + compiled++);
    String head =
        tasks.head(body.text())
            + "\nclass "
            + name
            + " {\n  private static void "
            + NEXT
            + "() {}\n  public static Object "
            + Plain.METHOD
            + "() throws java.lang.Throwable {\n";
    String text = head + body.text() + (hasValue ? "\n}}\n" : "\nreturn null;\n}}\n");
    Attempt[] made = {Attempt.refused(false)};
    try {
      tasks.run(
          name,
          text,
          (task, diagnostics) ->
              made[0] = compiled(task, diagnostics, "REPL." + name, body, text, head.length()));
    } catch (InvocationTargetException e) {
      // Whatever the compiler dies of, JShell will tell.
      LOG.log(Level.DEBUG, "the compiler failed", e);
      return Attempt.refused(false);
    }
    return made[0];
  }

  private Attempt compiled(
      JavacTask task,
      DiagnosticCollector<JavaFileObject> diagnostics,
      String className,
      MappedSource body,
      String text,
      int start) {
    try {
      CompilationUnitTree unit = task.parse().iterator().next();
      Optional<List<? extends StatementTree>> statements = statements(unit);
      if (statements.isEmpty() || hasErrors(diagnostics)) {
        return Attempt.refused(false);
      }
      var unusedElements = task.analyze();
      if (hasErrors(diagnostics)) {
        return Attempt.refused(isVoid(diagnostics));
      }
      Optional<String> type = type(statements.get(), task);
      if (type.isEmpty()) {
        return Attempt.refused(false);
      }
      Map<String, byte[]> files = new LinkedHashMap<>();
      for (JavaFileObject file : task.generate()) {
        try (InputStream in = file.openInputStream()) {
          files.put(file.getName(), in.readAllBytes());
        }
      }
      // JShell's way is the one that shows warnings.
      return hasWarnings(diagnostics) || hasErrors(diagnostics) || !files.containsKey(className)
          ? Attempt.refused(false)
          : new Attempt(
              Optional.of(new Plain(className, files, type.get(), body, text, start)), false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean hasErrors(DiagnosticCollector<JavaFileObject> diagnostics) {
    return diagnostics.getDiagnostics().stream()
        .anyMatch(d -> d.getKind() == Diagnostic.Kind.ERROR);
  }

  private static boolean hasWarnings(DiagnosticCollector<JavaFileObject> diagnostics) {
    return diagnostics.getDiagnostics().stream()
        .map(Diagnostic::getKind)
        .anyMatch(
            kind -> kind == Diagnostic.Kind.WARNING || kind == Diagnostic.Kind.MANDATORY_WARNING);
  }

  /// Whether the only mistake is to take the value of something that has none.
  private static boolean isVoid(DiagnosticCollector<JavaFileObject> diagnostics) {
    List<String> errors =
        diagnostics.getDiagnostics().stream()
            .filter(d -> d.getKind() == Diagnostic.Kind.ERROR)
            .map(Diagnostic::getCode)
            .toList();
    return errors.equals(List.of("compiler.err.cant.infer.local.var.type"));
  }

  /// The statements of the method, if they are its own and declare nothing that should stay.
  private static Optional<List<? extends StatementTree>> statements(CompilationUnitTree unit) {
    if (unit.getTypeDecls().size() != 1
        || !(unit.getTypeDecls().getFirst() instanceof ClassTree around)) {
      return Optional.empty();
    }
    List<? extends Tree> members = around.getMembers();
    if (members.size() != 2 || !(members.getLast() instanceof MethodTree method)) {
      return Optional.empty();
    }
    BlockTree block = method.getBody();
    List<? extends StatementTree> all = block.getStatements();
    boolean declares =
        all.stream()
            .anyMatch(s ->
                s instanceof ClassTree
                    || s instanceof JCVariableDecl variable && !variable.name.contentEquals(VALUE));
    return declares ? Optional.empty() : Optional.of(all);
  }

  /// The value's type; empty if it cannot be written simply.
  private Optional<String> type(List<? extends StatementTree> statements, JavacTask task) {
    for (StatementTree statement : statements) {
      if (statement instanceof JCVariableDecl variable) {
        return PlainTypes.isPlain(variable.sym.type)
            ? tasks.types().text(variable.sym.type, task)
            : Optional.empty();
      }
    }
    return Optional.of("void");
  }
}
