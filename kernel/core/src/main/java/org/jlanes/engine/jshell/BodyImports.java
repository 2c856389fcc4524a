package org.jlanes.engine.jshell;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.ImportSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import org.jlanes.runtime.engine.CellFailure;
import org.jlanes.runtime.engine.MappedSource;

/// Imports that hold for some code of a cell only. JShell knows imports that hold for the whole
/// notebook, one of a simple name, and compiles a class again under those that are in force then.
/// Therefore it never sees these: the code is compiled here once, for its names only, and then
/// given to JShell with those names in full.
///
/// For the engine thread that has the turn.
///
/// @param compilePath what cells compile against, besides the JDK and the jars of the loader
/// @param options how cells are compiled
record BodyImports(JShell jshell, UserLoader loader, List<Path> compilePath, List<String> options) {
  private static final String AMBIGUOUS = "compiler.err.ref.ambiguous";

  /// The code of a cell that has imports.
  ///
  /// @param types class declarations
  /// @param expression an expression that may use them
  /// @param cell the cell's execution count
  record Code(MappedSource imports, MappedSource types, MappedSource expression, int cell) {}

  /// What must be put in front of names so that the code does without its imports.
  ///
  /// @throws CellFailure if an import does not compile, or makes a name ambiguous
  List<MappedSource.Edit> writtenOut(Code code) throws CellFailure {
    MappedSource unit =
        MappedSource.builder(code.imports.cell())
            .generated("package REPL;\n" + notebookImports(code.imports))
            .append(code.imports)
            .generated("\nclass $Body {\n")
            .append(code.types)
            .generated("\nObject $body() throws Throwable { return ")
            .append(code.expression)
            .generated(";\n}}\n")
            .build();
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(diagnostics, Locale.ENGLISH, StandardCharsets.UTF_8)) {
      files.setLocationFromPaths(
          StandardLocation.CLASS_PATH,
          Stream.concat(compilePath.stream(), loader.classPath().stream()).toList());
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  new NotebookFiles(files, loader.compiled()),
                  diagnostics,
                  Stream.concat(Stream.of("-proc:none", "-XDshould-stop.at=FLOW"), options.stream())
                      .toList(),
                  null,
                  List.of(NotebookFiles.source("$Body", unit.text())));
      CompilationUnitTree tree = task.parse().iterator().next();
      task.analyze();
      refuse(code, unit, diagnostics.getDiagnostics());
      return ImportedNames.qualifiers(task, tree, unit);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Other mistakes are told when JShell compiles the code.
  private static void refuse(
      Code code, MappedSource unit, List<Diagnostic<? extends JavaFileObject>> diagnostics)
      throws CellFailure {
    int importsEnd = unit.text().indexOf("\nclass $Body {\n");
    for (Diagnostic<?> found : diagnostics) {
      int start = (int) found.getStartPosition();
      boolean counts =
          found.getKind() == Diagnostic.Kind.ERROR
              && start >= 0
              && (start < importsEnd || found.getCode().equals(AMBIGUOUS));
      if (counts && unit.fromCell(start)) {
        List<String> lines = found.getMessage(Locale.ENGLISH).lines().toList();
        Failures.Report report =
            new Failures.Report("CompilationError", lines.getFirst(), code.cell)
                .at(unit, start, (int) found.getEndPosition());
        lines.stream().skip(1).forEach(report::add);
        throw report.failure(null);
      }
    }
  }

  /// What the notebook has, but for the classes that the imports hide.
  private String notebookImports(MappedSource imports) {
    Set<String> hidden =
        jshell.sourceCodeAnalysis().sourceToSnippets(imports.text()).stream()
            .filter(s -> s.subKind() == Snippet.SubKind.SINGLE_TYPE_IMPORT_SUBKIND)
            .map(s -> ((ImportSnippet) s).name())
            .collect(Collectors.toSet());
    return jshell
        .snippets()
        .filter(s -> jshell.status(s).isDefined())
        .flatMap(s -> notebookImport(s, hidden).stream())
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private java.util.Optional<String> notebookImport(Snippet snippet, Set<String> hidden) {
    return java.util.Optional.ofNullable(
        switch (snippet) {
          case ImportSnippet had
              when had.subKind() == Snippet.SubKind.SINGLE_TYPE_IMPORT_SUBKIND
                  && hidden.contains(had.name()) ->
              null;
          case ImportSnippet had -> had.source();
          case DeclarationSnippet had
              when had.kind() == Snippet.Kind.TYPE_DECL && hidden.contains(had.name()) ->
              null;
          case DeclarationSnippet had ->
              "import static "
                  + jshell.sourceCodeAnalysis().wrapper(had).fullClassName()
                  + "."
                  + had.name()
                  + ";";
          default -> null;
        });
  }
}
