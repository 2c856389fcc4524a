package org.jlanes.install;

import java.util.List;

/// The last lines on a terminal, which are drawn again in place. Draws nothing where the output is
/// not a terminal.
final class LiveArea {
  private final Terminal terminal;
  private final String indent;
  private int drawn;

  LiveArea(Terminal terminal, String indent) {
    this.terminal = terminal;
    this.indent = indent;
  }

  /// Draws text below what has been printed; the cursor must be at the start of a line. Lines are
  /// cut at the terminal's width, so that each takes one row.
  void draw(String text) {
    if (!terminal.interactive() || text.isBlank()) {
      return;
    }
    int columns = terminal.width() - indent.length() - 1;
    List<String> lines = Terminal.plain(text.stripTrailing()).lines().toList();
    StringBuilder area = new StringBuilder();
    for (String line : lines) {
      area.append(indent)
          .append(line.length() > columns ? line.substring(0, columns) : line)
          .append('\n');
    }
    drawn = lines.size();
    terminal.print(area.toString());
  }

  /// Removes what [#draw] has drawn; the cursor is where it was before.
  void erase() {
    if (drawn > 0) {
      terminal.print("\u001b[" + drawn + "A\u001b[J");
      drawn = 0;
    }
  }
}
