package org.jlanes.magics.nativecode;

import java.util.ArrayList;
import java.util.List;
import org.jlanes.lanes.nativecode.CompileException;
import org.jlanes.lanes.nativecode.Diagnostic;
import org.jlanes.lanes.nativecode.NativeException;
import org.jlanes.runtime.engine.CellFailure;

/// Turns what the native package throws into failures of a cell.
final class Failures {
  private static final String RED = "\u001b[31m";
  private static final String BOLD_RED = "\u001b[1;31m";
  private static final String PLAIN = "\u001b[0m";

  private Failures() {}

  /// The compiler's messages, each with its line of the cell; all it said where none has a line.
  ///
  /// @param cell the cell's execution count
  static CellFailure of(CompileException e, int cell) {
    List<String> lines = new ArrayList<>();
    lines.add(BOLD_RED + "The C code does not compile" + PLAIN);
    boolean shown = false;
    for (Diagnostic diagnostic : e.diagnostics()) {
      // Warnings, with their notes, can wait until it compiles.
      boolean error = diagnostic.severity() == Diagnostic.Severity.ERROR;
      shown = error || (shown && diagnostic.severity() == Diagnostic.Severity.NOTE);
      if (shown) {
        diagnostic
            .render(cell)
            .lines()
            .forEach(line -> lines.add(error ? RED + line + PLAIN : line));
      }
    }
    if (e.diagnostics().stream().noneMatch(d -> d.severity() == Diagnostic.Severity.ERROR)) {
      e.output().lines().forEach(lines::add);
    }
    e.advice().lines().forEach(lines::add);
    return new CellFailure("CompilationError", e.text(cell), lines, e);
  }

  /// Why nothing can be compiled here, and what to do.
  static CellFailure of(NativeException e) {
    List<String> lines = new ArrayList<>();
    lines.add(BOLD_RED + "%%native: " + PLAIN + e.getMessage());
    e.advice().lines().forEach(lines::add);
    return new CellFailure("NativeError", e.getMessage(), lines, e);
  }
}
