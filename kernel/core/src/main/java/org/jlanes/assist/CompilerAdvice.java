package org.jlanes.assist;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import jdk.jshell.JShell;
import org.jlanes.assist.ShellInternals.Wrapped;
import org.jlanes.engine.jshell.NameAdvice;
import org.jlanes.engine.names.ClassIndex;
import org.jlanes.engine.names.UnknownName;
import org.jlanes.runtime.engine.NotebookEngine.Kind;

/// Has the compiler look at refused code once more, and asks it what is there in place of the names
/// that it does not know. For the thread that has JShell.
final class CompilerAdvice implements NameAdvice {
  private static final System.Logger LOG = System.getLogger(CompilerAdvice.class.getName());

  private final ClassIndex index;
  private final InternalsOnce internals = new InternalsOnce();

  CompilerAdvice(ClassIndex index) {
    this.index = index;
  }

  @Override
  public List<UnknownName> on(JShell jshell, String code, Kind kind, Set<String> named) {
    Optional<ShellInternals> shell = internals.of(jshell);
    if (shell.isEmpty() || named.isEmpty()) {
      return List.of();
    }
    try {
      return kind == Kind.IMPORT
          ? inImport(shell.get(), code)
          : inCode(shell.get(), code, kind, named);
    } catch (ReflectiveOperationException | RuntimeException | AssertionError e) {
      // The compiler may fail on code that is wrong; the mistake is told without advice then.
      LOG.log(Level.WARNING, "the compiler could not tell what was meant", e);
      return List.of();
    }
  }

  private List<UnknownName> inImport(ShellInternals shell, String code)
      throws ReflectiveOperationException {
    return shell.analyse(
        shell.wrap(new CellContext("", "", "", "", 0, 0), ";", 0),
        analysed -> ImportAdvice.on(code, index, analysed.task().getElements()).stream().toList());
  }

  private List<UnknownName> inCode(ShellInternals shell, String code, Kind kind, Set<String> named)
      throws ReflectiveOperationException {
    String before =
        switch (kind) {
          case METHOD -> "class $Methods {\n";
          // As a statement, most of them would be no Java.
          case EXPRESSION -> "return ";
          default -> "";
        };
    String text = before + code + (kind == Kind.METHOD ? "\n}" : kind == Kind.TYPE ? "" : ";");
    Wrapped wrapped =
        shell.wrap(new CellContext("", "", "", "", 0, 0), text + "\n}\n}\n", before.length());
    return shell.analyse(
        wrapped,
        analysed -> {
          Meanings meanings = new Meanings(index, analysed, wrapped.cursor());
          return UnknownTrees.in(analysed, wrapped.cursor(), named, this::isPackage).stream()
              .map(meanings::of)
              .toList();
        });
  }

  private boolean isPackage(String begin) {
    return index.packages().stream().anyMatch(name -> name.startsWith(begin + "."));
  }
}
