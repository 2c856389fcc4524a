package org.jlanes.lanes.nativecode;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A message of the C compiler or linker about a line of the cell.
///
/// @param severity how bad it is
/// @param line the cell's line, counted from 1
/// @param column counted from 1 in UTF-16 units, 0 where only the line is known
/// @param message one line
/// @param source the text of that line, empty if the line is not the cell's
public record Diagnostic(Severity severity, int line, int column, String message, String source) {
  /// How bad it is.
  public enum Severity {
    /// Nothing was compiled.
    ERROR,
    /// Compiled, but suspicious.
    WARNING,
    /// Explains the message before it.
    NOTE
  }

  /// The file name that `#line` gives to the cell.
  static final String FILE = "cell";

  private static final Pattern COMPILER =
      Pattern.compile(FILE + ":(\\d+):(?:(\\d+):)? (fatal error|error|warning|note): (.*)");
  private static final Pattern LINKER =
      Pattern.compile(".*\\b" + FILE + "(?:\\.c)?:(\\d+): (undefined reference to .*)");

  /// Finds the messages in a compiler's output.
  ///
  /// @param source the C text that was compiled
  /// @param firstLine the cell's line of its first line
  static List<Diagnostic> parse(String output, String source, int firstLine) {
    List<String> lines = source.lines().toList();
    List<Diagnostic> found = new ArrayList<>();
    for (String said : output.lines().toList()) {
      Matcher compiler = COMPILER.matcher(said);
      Matcher linker = LINKER.matcher(said);
      if (compiler.matches()) {
        int line = Integer.parseInt(compiler.group(1));
        String text = text(lines, line - firstLine);
        String column = compiler.group(2);
        found.add(
            new Diagnostic(
                severity(compiler.group(3)),
                line,
                column == null ? 0 : utf16(text, Integer.parseInt(column)),
                compiler.group(4),
                text));
      } else if (linker.matches()) {
        int line = Integer.parseInt(linker.group(1));
        String message = linker.group(2);
        found.add(new Diagnostic(Severity.ERROR, line, 0, message, text(lines, line - firstLine)));
      }
    }
    return List.copyOf(found);
  }

  private static Severity severity(String word) {
    return switch (word) {
      case "warning" -> Severity.WARNING;
      case "note" -> Severity.NOTE;
      default -> Severity.ERROR;
    };
  }

  private static String text(List<String> lines, int index) {
    return index >= 0 && index < lines.size() ? lines.get(index) : "";
  }

  /// Compilers count the bytes of UTF-8.
  private static int utf16(String text, int byteColumn) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int before = Math.clamp(byteColumn - 1, 0, bytes.length);
    return 1 + new String(bytes, 0, before, StandardCharsets.UTF_8).length();
  }

  /// Where it is, as messages about Java say it.
  ///
  /// @param cell the cell's execution count, 0 where there is none
  public String place(int cell) {
    return (cell > 0 ? "Cell " + cell + ", " : "") + "line " + line;
  }

  /// The message with its place, the line, and a caret under the column.
  ///
  /// @param cell the cell's execution count, 0 where there is none
  public String render(int cell) {
    StringBuilder out = new StringBuilder();
    out.append(place(cell)).append(": ");
    out.append(severity.name().toLowerCase(java.util.Locale.ROOT)).append(": ").append(message);
    if (!source.isBlank()) {
      out.append("\n    ").append(source.replace('\t', ' '));
      if (column > 0) {
        out.append("\n    ").append(" ".repeat(column - 1)).append('^');
      }
    }
    return out.toString();
  }
}
