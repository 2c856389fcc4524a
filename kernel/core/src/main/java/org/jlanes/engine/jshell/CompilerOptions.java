package org.jlanes.engine.jshell;

import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.System.Logger.Level;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import jdk.jshell.JShell;

/// The options with which cells are compiled, besides JShell's own. JShell reads the list for every
/// snippet, though it offers no way to change it. Owned by the engine threads; any thread may look.
final class CompilerOptions {
  private static final System.Logger LOG = System.getLogger(CompilerOptions.class.getName());
  private static final String LINT = "-Xlint";

  /// What would break the cells, or means nothing to them.
  private static final List<String> NOT_FOR_CELLS =
      List.of(
          "-d",
          "-s",
          "-h",
          "-J",
          "@",
          "-A",
          "-cp",
          "-classpath",
          "--class-path",
          "-sourcepath",
          "--source-path",
          "-processor",
          "--processor",
          "-proc",
          "--release",
          "-source",
          "--source",
          "-target",
          "--target",
          "-help",
          "--help",
          "-version",
          "--version",
          "-X",
          "-?",
          "-m",
          "--module",
          "-Xstdout",
          "-implicit",
          "-bootclasspath",
          "--system",
          "-verbose");

  private static final List<String> PREFIXES_NOT_FOR_CELLS = List.of("@", "-A", "-J");

  private final List<String> fixed;
  private volatile List<String> options;
  private List<String> shells;

  /// @param fixed those that go with the JVM's own
  /// @param options those that may be changed
  /// @throws IllegalArgumentException if the compiler does not take them
  CompilerOptions(List<String> fixed, List<String> options) {
    this.fixed = List.copyOf(fixed);
    this.options = List.copyOf(options);
    if (!options.isEmpty()) {
      problem(options)
          .ifPresent(problem -> {
            throw new IllegalArgumentException("--javac-option: " + problem);
          });
    }
  }

  /// Those that may be changed.
  List<String> changeable() {
    return options;
  }

  /// All of them.
  List<String> all() {
    return Stream.concat(fixed.stream(), options.stream()).toList();
  }

  /// Finds the list that a shell reads.
  @SuppressWarnings("unchecked") // JShell's declaration
  void of(JShell jshell) {
    try {
      Field field = JShell.class.getDeclaredField("extraCompilerOptions");
      field.setAccessible(true);
      shells = (List<String>) field.get(jshell);
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOG.log(Level.WARNING, "this JDK's JShell has other options: %javac cannot change them", e);
    }
  }

  /// Replaces those that may be changed, on an engine thread.
  ///
  /// @return whether it was possible
  boolean replace(List<String> others) {
    if (shells == null) {
      return false;
    }
    options = List.copyOf(others);
    shells.clear();
    shells.addAll(all());
    return true;
  }

  /// Whether warnings were asked for.
  boolean warns() {
    return options.stream().anyMatch(option -> option.startsWith(LINT));
  }

  /// What speaks against options; empty if cells can be compiled with them.
  ///
  /// @param given those to look at
  Optional<String> problem(List<String> given) {
    for (String option : given) {
      String name = option.replaceAll("[:=].*", "");
      if (NOT_FOR_CELLS.contains(name)
          || PREFIXES_NOT_FOR_CELLS.stream().anyMatch(option::startsWith)) {
        return Optional.of(option + " is not for cells");
      }
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    StringWriter said = new StringWriter();
    List<String> all = new ArrayList<>(List.of("-proc:none", "-XDshould-stop.at=FLOW"));
    all.addAll(fixed);
    all.addAll(given);
    try {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  said,
                  null,
                  found,
                  all,
                  null,
                  List.of(NotebookFiles.source("$Options", "package REPL; class $Options {}")));
      task.analyze();
      return found.getDiagnostics().stream()
          .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
          .map(each -> each.getMessage(Locale.ENGLISH))
          .findFirst()
          .or(() -> Optional.of(said.toString().strip()).filter(text -> text.startsWith("error")));
    } catch (IOException | IllegalArgumentException | IllegalStateException e) {
      // The compiler's way to refuse an option.
      return Optional.of(String.valueOf(e.getMessage()).replaceFirst("^error: ", ""));
    }
  }
}
