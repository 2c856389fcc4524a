package org.jlanes.engine.jshell;

import java.util.List;
import jdk.jshell.Snippet;
import org.jlanes.runtime.engine.MappedSource;

/// The imports that every notebook starts with.
final class DefaultImports {
  private static final List<String> ALWAYS =
      List.of(
          "import module java.base;",
          "import org.jlanes.runtime.display.*;",
          "import static org.jlanes.runtime.display.Shown.*;",
          "import org.jlanes.runtime.comm.*;");

  /// Left out where the package is not there, as in a kernel without the lanes.
  private static final List<String> IF_PRESENT = List.of("import org.jlanes.lanes.*;");

  private DefaultImports() {}

  static void declare(Shell shell, ClassLoader loader) {
    ALWAYS.forEach(line -> declare(shell, line));
    if (loader.getResource("org/jlanes/lanes/Task.class") != null) {
      IF_PRESENT.forEach(line -> declare(shell, line));
    }
  }

  private static void declare(Shell shell, String line) {
    Evaluated done = shell.eval(new Unit(MappedSource.ofCell(line), 0));
    if (done.snippets().stream().anyMatch(r -> r.status() != Snippet.Status.VALID)) {
      throw new IllegalStateException(
          "cannot compile \"" + line + "\": is the folder api of the distribution complete?");
    }
  }
}
