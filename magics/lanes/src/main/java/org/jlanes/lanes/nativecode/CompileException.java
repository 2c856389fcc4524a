package org.jlanes.lanes.nativecode;

import java.util.List;

/// The C compiler or linker refused the source.
public final class CompileException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<Diagnostic> diagnostics;
  private final String output;

  /// A refusal.
  ///
  /// @param diagnostics messages with a place in the cell; may be empty
  /// @param output everything that the compiler wrote
  public CompileException(List<Diagnostic> diagnostics, String output) {
    super(
        diagnostics.stream()
            .filter(d -> d.severity() == Diagnostic.Severity.ERROR)
            .findFirst()
            .map(d -> d.message() + " (line " + d.line() + ")")
            .orElse("the C compiler failed"));
    this.diagnostics = List.copyOf(diagnostics);
    this.output = output;
  }

  /// Messages with a place in the cell, in the compiler's order; may be empty.
  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }

  /// Everything that the compiler wrote.
  public String output() {
    return output;
  }
}
