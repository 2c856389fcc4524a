package org.jlanes.engine.jshell;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import jdk.jshell.ErroneousSnippet;
import jdk.jshell.ExpressionSnippet;
import jdk.jshell.MethodSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.VarSnippet;
import org.jlanes.engine.source.JavaParts;
import org.jlanes.engine.source.JavaParts.LastValue;
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
  private final ShownValues shown;
  private final UserFrames frames;
  private final Tracebacks tracebacks;
  private final MissingNames names;
  private final PartRunner runner;
  private final OptionChange options;

  Notebook(
      Shell shell,
      JavaSplitter splitter,
      ShownValues shown,
      NameAdvice advice,
      LiveModules modules) {
    this.shell = shell;
    this.splitter = splitter;
    this.shown = shown;
    shell.replaceAlso(shown::replaceAll);
    this.frames = new UserFrames(this::locate);
    this.tracebacks = new Tracebacks(frames);
    this.names = new MissingNames(shell, advice);
    this.runner = new PartRunner(shell, tracebacks, names);
    this.options = new OptionChange(shell, modules);
  }

  /// What stack traces show.
  UserFrames frames() {
    return frames;
  }

  Tracebacks tracebacks() {
    return tracebacks;
  }

  @Override
  public Result evaluate(MappedSource source) throws CellFailure {
    MappedSource java = readable(source);
    return run(java, parts(java, true), cell());
  }

  /// The values that cells have shown.
  ShownValues shown() {
    return shown;
  }

  /// A source as JShell can read it: with `_` and `__`, where they stand as expressions, replaced
  /// by what Java knows, and with the constructors of records as public as it makes the records.
  ///
  /// @throws CellFailure with the first syntax error, or if no value has been shown
  MappedSource readable(MappedSource source) throws CellFailure {
    if (!source.text().contains("_") && !source.text().contains("record")) {
      return source;
    }
    JavaParts parts = splitter.split(source.text(), true);
    List<MappedSource.Edit> edits = new ArrayList<>();
    for (LastValue last : parts.lastValues()) {
      if (last.back() == 1 || variables().stream().noneMatch(v -> v.name().equals("__"))) {
        int at = source.toCell(last.offset());
        edits.add(new MappedSource.Edit(at, at + last.back(), expression(last, source)));
      }
    }
    for (JavaParts.Constructor hidden : parts.constructors()) {
      int at = source.toCell(hidden.start());
      int length = hidden.end() - hidden.start();
      edits.add(new MappedSource.Edit(at, at + length, length == 0 ? "public " : "public"));
    }
    return edits.isEmpty() ? source : source.edited(edits);
  }

  private String expression(LastValue last, MappedSource source) throws CellFailure {
    Optional<String> expression = shown.expression(last.back());
    if (expression.isEmpty()) {
      throw new Failures.Report(
              "CompilationError",
              last.back() == 1
                  ? "no cell has shown a value yet"
                  : "fewer than two values have been shown",
              cell())
          .at(source, last.offset(), last.offset() + last.back())
          .add("_ is the value that was shown last, __ the one before it.")
          .failure(null);
    }
    return expression.get();
  }

  /// Runs parts that have been split already.
  Result run(MappedSource source, List<BodyPart> parts, int cell) throws CellFailure {
    return runner.run(source, parts, cell);
  }

  /// The statement that runs a cell which is a program: calls `main(String[])` or else `main()`, if
  /// it returns nothing (JEP 512). The `main` of a class is the notebook's to call.
  ///
  /// @param declared the methods called `main` that the cell has declared
  Optional<String> callOfMain(List<String> declared) {
    if (declared.isEmpty()) {
      return Optional.empty();
    }
    return shell.with(jshell -> {
      List<String> signatures =
          jshell
              .methods()
              .filter(method -> method.name().equals("main") && jshell.status(method).isActive())
              .filter(method -> declared.contains(method.source().strip()))
              .map(MethodSnippet::signature)
              .toList();
      return signatures.stream().anyMatch(s -> s.matches("\\(String(\\[\\]|\\.\\.\\.)\\)void"))
          ? Optional.of("main(new String[0]);")
          : signatures.contains("()void") ? Optional.of("main();") : Optional.<String>empty();
    });
  }

  /// Says which of a cell's methods and types still lack something.
  void warnOfUnresolved() {
    runner.warnOfUnresolved();
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
  public UnaryOperator<MappedSource> writingOut(
      MappedSource imports, MappedSource types, MappedSource expression) throws CellFailure {
    List<MappedSource.Edit> edits =
        shell.writtenOut(
            new BodyImports.Code(imports, readable(types), readable(expression), cell()));
    return source -> source.edited(edits);
  }

  @Override
  public CellFailure failure(Throwable thrown) {
    return tracebacks.failure(thrown);
  }

  @Override
  public String typeOf(MappedSource written) throws CellFailure {
    MappedSource expression = readable(written);
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
      throw Refusal.of(unit, typed.diagnostics);
    }
    return Denotable.type(typed.type);
  }

  @Override
  public void declare(String name, String type, Object value) throws CellFailure {
    runner.declare(name, type, value, cell());
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
      JdbcDrivers.register(added, shell.loader());
    }
  }

  @Override
  public boolean importsMissingTypes() {
    return names.isImporting();
  }

  @Override
  public void importMissingTypes(boolean on) {
    names.importing(on);
  }

  @Override
  public List<String> compilerOptions() {
    return shell.options().changeable();
  }

  @Override
  public void compileWith(List<String> others) throws CellFailure {
    options.to(others, cell());
  }

  @Override
  public ClassLoader loader() {
    return shell.loader();
  }

  @Override
  public boolean defines(Class<?> type) {
    return shell.loader().defines(type);
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
  public Optional<String> holder(String variable) {
    return shell.variables().holder(variable);
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
