package org.jlanes.engine.jshell;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jdk.jshell.ErroneousSnippet;
import jdk.jshell.ExpressionSnippet;
import jdk.jshell.ImportSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.VarSnippet;
import org.jlanes.engine.source.JavaParts;
import org.jlanes.engine.source.JavaSplitter;
import org.jlanes.runtime.engine.CellFailure;
import org.jlanes.runtime.engine.MappedSource;
import org.jlanes.runtime.engine.NotebookEngine;
import org.jlanes.runtime.scope.Scope;

/// The notebook as cells and magics see it: runs Java part by part, and knows variables and
/// classes.
///
/// [#evaluate], [#typeOf], [#declare] and [#addToClassPath] are for the thread of the running cell.
final class Notebook implements NotebookEngine {
  private final Shell shell;
  private final JavaSplitter splitter;
  private final Tracebacks tracebacks;

  Notebook(Shell shell, JavaSplitter splitter) {
    this.shell = shell;
    this.splitter = splitter;
    this.tracebacks = new Tracebacks(this::locate);
  }

  Tracebacks tracebacks() {
    return tracebacks;
  }

  @Override
  public Result evaluate(MappedSource source) throws CellFailure {
    return run(source, parts(source, true), cell());
  }

  /// Runs parts that have been split already.
  Result run(MappedSource source, List<BodyPart> parts, int cell) throws CellFailure {
    Result last = new Result("void", null);
    int firstLine = 0;
    for (BodyPart part : parts) {
      Unit unit = new Unit(source.slice(part.start(), part.end()), cell);
      int line = unit.source().cellLine(0);
      String ran = firstLine == 0 ? "" : "What stands before line " + line + " has run.";
      firstLine = line;
      last = run(unit, part, ran);
    }
    return last;
  }

  private Result run(Unit unit, BodyPart part, String ran) throws CellFailure {
    checkCancelled(null);
    Evaluated done = shell.eval(unit);
    if (!done.reset().isEmpty()) {
      System.err.println(resetNote(done.reset()));
    }
    Invocation.Outcome outcome = done.outcome();
    if (outcome != null && outcome.error() != null) {
      checkCancelled(outcome.error());
      throw tracebacks.failure(Unresolved.explained(outcome.error(), shell));
    }
    if (done.crash().isPresent()) {
      throw Failures.crash(unit, done.crash().get(), ran);
    }
    for (Evaluated.Result snippet : done.snippets()) {
      check(unit, snippet, ran);
    }
    checkCancelled(null);
    if (part.kind() != Kind.EXPRESSION || done.snippets().isEmpty()) {
      return new Result("void", null);
    }
    Evaluated.Result only = done.snippets().getLast();
    return only.snippet().subKind().hasValue()
        ? new Result(Denotable.type(only.type()), outcome == null ? null : outcome.value())
        : new Result("void", null);
  }

  private void check(Unit unit, Evaluated.Result snippet, String ran) throws CellFailure {
    if (snippet.rejected()) {
      throw Failures.compile(unit, snippet.diagnostics(), ran);
    }
    boolean mayWait =
        snippet.snippet().kind() == Snippet.Kind.METHOD
            || snippet.snippet().kind() == Snippet.Kind.TYPE_DECL;
    if (!snippet.status().isDefined() && !mayWait) {
      shell.with(jshell -> {
        jshell.drop(snippet.snippet());
        return null;
      });
      throw Failures.compile(unit, snippet.diagnostics(), ran);
    }
    if (!snippet.executed() && snippet.status().isDefined()) {
      throw Failures.crash(unit, null, ran);
    }
  }

  static String resetNote(List<String> names) {
    return "A class was replaced by a version that differs in its fields or methods. "
        + (names.size() == 1 ? "This variable was" : "These variables were")
        + " reset, because the old value is not of the new class: "
        + String.join(", ", names)
        + ".";
  }

  private void checkCancelled(Throwable surfaced) throws CellFailure {
    Scope scope = Scope.current();
    if (scope != null && scope.cancelled()) {
      String reason = "";
      try {
        scope.checkCancelled();
      } catch (org.jlanes.runtime.scope.CancelledError e) {
        reason = e.getMessage();
      }
      throw tracebacks.cancelled(reason, surfaced);
    }
  }

  private static int cell() {
    Scope scope = Scope.current();
    return scope == null ? 0 : scope.cell();
  }

  /// The parts of a source.
  ///
  /// @throws CellFailure with the first syntax error
  List<BodyPart> parts(MappedSource source, boolean lenient) throws CellFailure {
    JavaParts parts = splitter.split(source.text(), lenient);
    if (parts.error().isPresent()) {
      throw Failures.syntax(source, parts.error().get(), cell());
    }
    return parts.parts();
  }

  @Override
  public List<BodyPart> parse(MappedSource body) throws CellFailure {
    return parts(body, false);
  }

  @Override
  public Imports importing(MappedSource imports) throws CellFailure {
    List<Snippet> added = new ArrayList<>();
    Imports held = () -> shell.with(jshell -> dropped(jshell, added));
    try {
      for (BodyPart part : parts(imports, false)) {
        Unit unit = new Unit(imports.slice(part.start(), part.end()), cell());
        if (!shell.with(jshell -> hasImport(jshell, unit.source().text()))) {
          for (Evaluated.Result result : shell.eval(unit).snippets()) {
            added.add(result.snippet());
            check(unit, result, "");
          }
        }
      }
      return held;
    } catch (CellFailure failure) {
      held.close();
      throw failure;
    }
  }

  private static Void dropped(JShell jshell, List<Snippet> snippets) {
    snippets.stream().filter(s -> jshell.status(s).isActive()).forEach(jshell::drop);
    return null;
  }

  /// Whether the notebook has an import already: declaring it again would replace it.
  private static boolean hasImport(JShell jshell, String text) {
    return jshell.sourceCodeAnalysis().sourceToSnippets(text).stream()
        .allMatch(s ->
            s instanceof ImportSnippet wanted
                && jshell
                    .imports()
                    .anyMatch(had ->
                        had.fullname().equals(wanted.fullname())
                            && had.isStatic() == wanted.isStatic()));
  }

  @Override
  public CellFailure failure(Throwable thrown) {
    return tracebacks.failure(thrown);
  }

  @Override
  public String typeOf(MappedSource expression) throws CellFailure {
    Unit unit = new Unit(expression, cell());
    record Typed(String type, List<jdk.jshell.Diag> diagnostics) {}
    Typed typed =
        shell.with(jshell -> {
          List<Snippet> all = jshell.sourceCodeAnalysis().sourceToSnippets(expression.text());
          Snippet first = all.isEmpty() ? null : all.getFirst();
          return switch (first) {
            case null -> new Typed("void", List.of());
            case ErroneousSnippet wrong -> new Typed(null, jshell.diagnostics(wrong).toList());
            case VarSnippet value -> new Typed(value.typeName(), List.of());
            case ExpressionSnippet value -> new Typed(value.typeName(), List.of());
            default -> new Typed("void", List.of());
          };
        });
    if (typed.type == null) {
      throw Failures.compile(unit, typed.diagnostics, "");
    }
    return Denotable.type(typed.type);
  }

  @Override
  public void declare(String name, String type, Object value) throws CellFailure {
    String declaration = Denotable.type(type) + " " + name + ";";
    Unit unit =
        new Unit(MappedSource.builder(declaration).cell(0, declaration.length()).build(), cell());
    for (Evaluated.Result result : shell.eval(unit).snippets()) {
      check(unit, result, "");
    }
    try {
      shell.variables().set(name, value);
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      String actual = value == null ? "null" : Names.withoutWrappers(value.getClass().getName());
      throw new Failures.Report(
              "CompilationError",
              "a value of type " + actual + " cannot be assigned to " + type + " " + name,
              cell())
          .failure(e);
    }
  }

  @Override
  public void addToClassPath(List<Path> entries) throws CellFailure {
    List<Path> added = new ArrayList<>();
    for (Path entry : entries) {
      Path real = entry.toAbsolutePath().normalize();
      String problem =
          Files.isDirectory(real)
              ? null
              : !Files.exists(real) ? "there is no such file" : JarCheck.problemOf(real);
      if (problem != null) {
        throw new Failures.Report(
                "ClassPathError", real + " cannot be added to the class path: " + problem, cell())
            .add("Nothing was added. Give the path of a jar or of a folder of classes.")
            .failure(null);
      }
      if (!shell.loader().classPath().contains(real)) {
        added.add(real);
      }
    }
    if (!added.isEmpty()) {
      shell.addToClassPath(added);
    }
  }

  @Override
  public ClassLoader loader() {
    return shell.loader();
  }

  @Override
  public Optional<byte[]> classBytes(String binaryName) {
    return shell.loader().original(binaryName);
  }

  @Override
  public boolean holdsVariables(String binaryName) {
    return shell.variables().holds(binaryName);
  }

  @Override
  public List<Path> classPath() {
    return shell.loader().classPath();
  }

  @Override
  public List<Variable> variables() {
    return shell.variables().all();
  }

  @Override
  public Optional<CellLine> locate(StackTraceElement frame) {
    return shell
        .locate(frame)
        .map(place -> new CellLine(place.unit().cell(), place.line(), place.text()));
  }
}
