package org.jlanes.engine.jshell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import jdk.jshell.Diag;
import org.jlanes.engine.source.JavaParts.SyntaxError;
import org.jlanes.runtime.engine.CellFailure;
import org.jlanes.runtime.engine.MappedSource;
import org.jlanes.runtime.magic.MagicError;

/// Words for what went wrong before any code ran: the message, the line of the cell, and carets
/// under the mistake.
final class Failures {
  static final String RED = "\u001b[31m";
  static final String BOLD = "\u001b[1m";
  static final String DIM = "\u001b[2m";
  static final String PLAIN = "\u001b[0m";

  /// The method that JShell makes of statements.
  private static final Pattern STATEMENTS = Pattern.compile(" in method do_it\\$\\w*\\([^)]*\\)");

  /// Of a statement so many code points are quoted.
  private static final int BEGINNING = 30;

  private static final String PREVIEW_ADVICE =
      "Switch preview features on with   %jvm --enable-preview   and restart the kernel, or for"
          + " good:   jlanes install --enable-preview";

  private Failures() {}

  static CellFailure syntax(MappedSource source, SyntaxError error, int cell) {
    return new Report("SyntaxError", error.message().replaceAll("\\s*\n\\s*", " "), cell)
        .at(source, error.start(), error.end())
        .add("Nothing of this cell has run.")
        .failure(null);
  }

  /// How a preview feature is switched on, if one of these codes of the compiler is of one that is
  /// off; else empty.
  static String adviceOnPreview(List<Diag> errors) {
    return errors.stream().map(Diag::getCode).anyMatch(Failures::isAboutPreview)
        ? PREVIEW_ADVICE
        : "";
  }

  private static boolean isAboutPreview(String code) {
    return code != null
        && (code.contains("preview.feature.disabled") || code.contains("is.preview"));
  }

  /// What the compiler warns of in code of the user's that it has accepted.
  static List<String> warnings(Unit unit, List<Diag> diagnostics) {
    List<String> warnings = new ArrayList<>();
    for (Diag each : diagnostics) {
      int start = (int) each.getStartPosition();
      if (!each.isError() && start >= 0 && start <= unit.source().text().length()) {
        Excerpt excerpt = Excerpt.of(unit.source(), start, (int) each.getEndPosition());
        warnings.add(
            "Warning: "
                + text(each)
                + "\n"
                + excerpt.place(unit.cell())
                + ":\n    "
                + excerpt.line()
                + "\n    "
                + excerpt.carets());
      }
    }
    return warnings;
  }

  /// What the compiler says of a mistake, without our own names.
  static String text(Diag error) {
    StringBuilder kept = new StringBuilder();
    error
        .getMessage(Locale.ENGLISH)
        .lines()
        .map(Names::withoutWrappers)
        .map(line -> STATEMENTS.matcher(line).replaceAll(""))
        .filter(line -> !line.strip().matches("location:\\s+class\\s*"))
        .forEach(line -> kept.append(kept.isEmpty() ? "" : "\n").append(line));
    return kept.toString();
  }

  /// Says that what stands before a part of a cell has run.
  static String ran(MappedSource part) {
    String cell = part.cell();
    int start = Math.min(part.toCell(0), cell.length());
    int line = part.cellLine(0);
    String before = cell.substring(cell.lastIndexOf('\n', start - 1) + 1, start);
    return before.isBlank()
        ? "What stands before line " + line + " has run."
        : "What stands before `"
            + beginning(cell.substring(start))
            + "` in line "
            + line
            + " has run.";
  }

  private static String beginning(String code) {
    String line = code.lines().findFirst().orElse("").strip();
    return line.codePointCount(0, line.length()) <= BEGINNING
        ? line
        : line.substring(0, line.offsetByCodePoints(0, BEGINNING - 1)).strip() + "…";
  }

  /// The compiler itself died.
  static CellFailure crash(Unit unit, Throwable crash, String ran) {
    String what = crash == null ? "it gave no class for this code" : crash.toString();
    return new Report(
            "CompilerCrash", "the Java compiler failed on this code: " + what, unit.cell())
        .at(unit.source(), 0, unit.source().text().length())
        .add(
            "This is a fault of the compiler, not of your code. Give the variable or expression an")
        .add("explicit type, or split the expression.")
        .add(ran)
        .failure(crash);
  }

  static CellFailure magic(MagicError error, String cellText, int cell) {
    Report report = new Report("MagicError", error.getMessage(), cell);
    if (error.start() >= 0) {
      report.at(MappedSource.ofCell(cellText), error.start(), error.end());
    }
    error.advice().lines().forEach(report::add);
    return report.failure(error);
  }

  /// Collects the lines of an error.
  static final class Report {
    private final String name;
    private final String text;
    private final int cell;
    private final List<String> lines = new ArrayList<>();
    private String place = "";

    Report(String name, String text, int cell) {
      this.name = name;
      this.text = text;
      this.cell = cell;
      title(name, text);
    }

    Report title(String heading, String message) {
      String colon = heading.isEmpty() ? "" : ": ";
      lines.add(RED + BOLD + heading + PLAIN + RED + colon + message + PLAIN);
      return this;
    }

    Report add(String line) {
      if (!line.isEmpty()) {
        lines.add(line);
      }
      return this;
    }

    Report at(MappedSource source, int start, int end) {
      Excerpt excerpt = Excerpt.of(source, start, end);
      if (place.isEmpty()) {
        place = " (" + excerpt.place(cell) + ")";
      }
      lines.add(excerpt.place(cell) + ":");
      lines.add("    " + excerpt.line());
      lines.add("    " + RED + excerpt.carets() + PLAIN);
      return this;
    }

    CellFailure failure(Throwable cause) {
      return new CellFailure(name, text + place, lines, cause);
    }
  }
}
