package org.jlanes.engine.jshell;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.Diag;
import org.jlanes.engine.names.UnknownName;
import org.jlanes.runtime.engine.CellFailure;
import org.jlanes.runtime.engine.NotebookEngine.Kind;

/// Words for a part of a cell that the compiler refused: what it says, the places, and what may
/// have been meant. `evalue` has only the compiler's words.
///
/// @param unknown the names in it that mean nothing
/// @param names knows what to tell of them
record Refusal(Part part, List<UnknownName> unknown, MissingNames names) {
  /// Without advice.
  static CellFailure of(Unit unit, List<Diag> diagnostics) {
    return failure(unit, diagnostics, null);
  }

  /// The failure of a part that has mistakes.
  CellFailure compile(List<Diag> diagnostics) {
    return failure(part.unit(), diagnostics, this);
  }

  private static CellFailure failure(Unit unit, List<Diag> diagnostics, Refusal advised) {
    List<Diag> errors = diagnostics.stream().filter(Diag::isError).toList();
    String all =
        errors.isEmpty()
            ? "the compiler refused this without a reason"
            : Failures.text(errors.getFirst());
    Failures.Report report =
        new Failures.Report("CompilationError", all.lines().findFirst().orElse(""), unit.cell());
    boolean first = true;
    for (Diag error : errors) {
      String text = Failures.text(error);
      if (!first) {
        report.title("", text.lines().findFirst().orElse(""));
      }
      if (advised == null) {
        report.at(unit.source(), (int) error.getStartPosition(), (int) error.getEndPosition());
      } else {
        advised.place(report, error);
      }
      text.lines().skip(1).forEach(report::add);
      if (advised != null) {
        advised.names.told(advised.about(error, first)).forEach(report::add);
      }
      first = false;
    }
    return report
        .add(Failures.adviceOnPreview(errors))
        .add(advised == null ? "" : advised.part.ran())
        .failure(null);
  }

  private boolean isImport() {
    return part.body().kind() == Kind.IMPORT && unknown.size() == 1;
  }

  private List<UnknownName> about(Diag error, boolean first) {
    return isImport()
        ? first ? unknown : List.of()
        : unknown.stream().filter(name -> MissingNames.isAt(name, error)).toList();
  }

  /// Of an import, the compiler sometimes gives the first letter or the whole as the place.
  private void place(Failures.Report report, Diag error) {
    boolean name = isImport();
    report.at(
        part.unit().source(),
        name ? unknown.getFirst().start() : (int) error.getStartPosition(),
        name ? unknown.getFirst().end() : (int) error.getEndPosition());
  }

  /// The failure of a variable or expression that refers to something that is not declared; JShell
  /// says what, but not where.
  ///
  /// @param missing kinds and names, such as `class StringBuffr`
  CellFailure unresolved(List<String> missing) {
    Failures.Report report =
        new Failures.Report("CompilationError", "cannot find symbol", part.unit().cell());
    for (String each : missing) {
      List<UnknownName> meant =
          unknown.stream().filter(name -> MissingNames.isOf(name, each)).toList();
      if (meant.isEmpty()) {
        String name = each.substring(each.lastIndexOf(' ') + 1).replaceAll("\\(.*", "");
        Matcher place =
            Pattern.compile("\\b" + Pattern.quote(name) + "\\b")
                .matcher(part.unit().source().text());
        if (place.find()) {
          report.at(part.unit().source(), place.start(), place.end());
        }
      } else {
        UnknownName first = meant.getFirst();
        report.at(part.unit().source(), first.start(), first.end());
      }
      report.add("  symbol:   " + each);
      names.told(meant).forEach(report::add);
    }
    return report.add(part.ran()).failure(null);
  }
}
