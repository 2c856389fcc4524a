package org.jlanes.session.startup;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A file of cells in the "percent" format of Jupytext and editors: a line that begins with `// %%`
/// begins a cell, so that a cell magic can stand on the first line of one. A file without such
/// lines is one cell.
///
/// @param name how messages call it
/// @param text what is in it
/// @see <a href="https://jupytext.readthedocs.io/en/latest/formats-scripts.html">Percent format</a>
record StartupFile(String name, String text) {
  private static final Pattern BOUNDARY = Pattern.compile("(?m)^//\\s*%%(.*)$");
  private static final Pattern NO_CODE = Pattern.compile("\\[(markdown|md|raw)\\]");

  /// A line of jshell's own; comments begin with another character behind the slash.
  private static final Pattern COMMAND = Pattern.compile("(?m)^/[a-z!?-].*$");

  /// The cells, each with as many empty lines before it as stand in the file, so that the numbers
  /// of its lines are the file's. What is text, or empty, is left out.
  List<String> cells() {
    List<String> cells = new ArrayList<>();
    Matcher boundary = BOUNDARY.matcher(text);
    int start = 0;
    boolean code = true;
    while (boundary.find()) {
      add(cells, code, start, boundary.start());
      start = boundary.end();
      code = !NO_CODE.matcher(boundary.group(1)).find();
    }
    add(cells, code, start, text.length());
    return cells;
  }

  private void add(List<String> cells, boolean code, int start, int end) {
    String cell = text.substring(start, end);
    if (code && !cell.isBlank()) {
      int lines = (int) text.substring(0, start).chars().filter(c -> c == '\n').count();
      cells.add("\n".repeat(lines) + cell);
    }
  }

  /// What to say of a cell that failed and has a command of jshell's in it; empty if it has none.
  static String adviceOn(String cell) {
    Matcher command = COMMAND.matcher(cell);
    return command.find()
        ? "\""
            + command.group().strip()
            + "\" is a command of the tool jshell, and no Java. Use a magic instead: %load FILE for"
            + " /open, %jars and %maven for /env --class-path, %javac and %jvm for other options."
        : "";
  }
}
