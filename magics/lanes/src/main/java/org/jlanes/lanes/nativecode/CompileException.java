package org.jlanes.lanes.nativecode;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The C compiler or linker refused the source.
public final class CompileException extends Exception {
  private static final long serialVersionUID = 1L;

  /// What compilers and linkers say where OpenMP was not installed with the compiler, as is usual
  /// with clang.
  private static final Pattern NO_OPENMP =
      Pattern.compile(
          "omp\\.h'?:? (file not found|No such file)"
              + "|(cannot find|library not found for|unable to find library) -lg?omp\\b"
              + "|library 'omp' not found");

  /// What linkers say of a library or function that is not there.
  private static final Pattern LINK =
      Pattern.compile(
          "(cannot find|library not found for|unable to find library) [^\\s:]+|undefined"
              + " (reference|symbol).*");

  private final transient List<Diagnostic> diagnostics;
  private final String output;

  /// A refusal.
  ///
  /// @param diagnostics messages with a place in the cell; may be empty
  /// @param output everything that the compiler wrote
  public CompileException(List<Diagnostic> diagnostics, String output) {
    super(text(diagnostics, output, 0));
    this.diagnostics = List.copyOf(diagnostics);
    this.output = output;
  }

  private static String text(List<Diagnostic> diagnostics, String output, int cell) {
    return diagnostics.stream()
        .filter(d -> d.severity() == Diagnostic.Severity.ERROR)
        .findFirst()
        .map(d -> d.message() + " (" + d.place(cell) + ")")
        .orElseGet(() -> "the C compiler failed" + link(output));
  }

  /// What the linker missed: it knows no line of the cell.
  private static String link(String output) {
    Matcher missed = LINK.matcher(output);
    return missed.find() ? ": " + missed.group() : "";
  }

  /// The first error with its place.
  ///
  /// @param cell the cell's execution count, 0 where there is none
  public String text(int cell) {
    return text(diagnostics, output, cell);
  }

  /// What to do, where the compiler's words do not say it; else empty.
  public String advice() {
    return NO_OPENMP.matcher(output).find()
        ? """
        OpenMP is not installed for this compiler. Install it and run the cell again:
          Debian, Ubuntu   sudo apt install libomp-dev
          Fedora, RHEL     sudo dnf install libomp-devel
          macOS            brew install libomp, and give its folders with --cflags and --libs
        or use gcc, which brings its own: %env CC=gcc\
        """
        : "";
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
