package org.jlanes.install;

import java.util.regex.Pattern;

/// Markdown for reading on a terminal: headings and emphasis by style, long lines wrapped. Tables
/// and code blocks stay as they are.
final class MarkdownText {
  private static final Pattern BOLD = Pattern.compile("\\*\\*(.+?)\\*\\*");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern LINK = Pattern.compile("!?\\[([^]]*)]\\(([^)]*)\\)");

  private final Terminal terminal;

  MarkdownText(Terminal terminal) {
    this.terminal = terminal;
  }

  /// The text to print, without a newline at its end.
  String render(String markdown) {
    StringBuilder text = new StringBuilder();
    boolean fenced = false;
    for (String line : markdown.stripTrailing().split("\n", -1)) {
      boolean fence = line.stripLeading().startsWith("```");
      fenced ^= fence;
      if (fence) {
        continue;
      }
      text.append(fenced ? "    " + line : line(line)).append('\n');
    }
    return text.toString();
  }

  private String line(String line) {
    if (line.startsWith("#")) {
      String heading = line.replaceFirst("^#+\\s*", "");
      return line.startsWith("##")
          ? terminal.style(Terminal.Style.BOLD, heading)
          : terminal.style(Terminal.Style.BOLD, heading)
              + "\n"
              + terminal.style(Terminal.Style.BOLD, "=".repeat(heading.length()));
    }
    if (line.startsWith("|")) {
      return inline(line);
    }
    String indent = " ".repeat(line.length() - line.stripLeading().length());
    String hanging = line.stripLeading().matches("([-*]|\\d+\\.) .*") ? indent + "  " : indent;
    return wrapped(line.strip(), indent, hanging);
  }

  private String wrapped(String line, String indent, String hanging) {
    int columns = Math.min(terminal.width(), 100) - 2;
    StringBuilder text = new StringBuilder(indent);
    int column = indent.length();
    for (String word : line.split(" ")) {
      if (column > hanging.length() && column + word.length() > columns) {
        text.append('\n').append(hanging);
        column = hanging.length();
      }
      text.append(word).append(' ');
      column += word.length() + 1;
    }
    return inline(text.toString().replaceAll(" +(\n|$)", "$1"));
  }

  private String inline(String line) {
    String linked = LINK.matcher(line).replaceAll("$1 ($2)");
    String bold =
        BOLD.matcher(linked).replaceAll(m -> styled(Terminal.Style.BOLD, m.group(1), "**"));
    return CODE.matcher(bold).replaceAll(m -> styled(Terminal.Style.CYAN, m.group(1), "`"));
  }

  private String styled(Terminal.Style style, String text, String mark) {
    return java.util.regex.Matcher.quoteReplacement(
        terminal.styled()
            ? terminal.style(style, text)
            : mark.equals("`") ? "`" + text + "`" : text);
  }
}
