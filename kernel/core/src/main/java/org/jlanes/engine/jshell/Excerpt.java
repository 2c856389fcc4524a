package org.jlanes.engine.jshell;

import java.util.regex.Pattern;
import org.jlanes.runtime.engine.MappedSource;

/// A line of a cell with carets under a part of it.
///
/// @param number counted from 1
/// @param line the line's text, a very long one cut
/// @param carets blanks and carets that stand under the part in a monospaced font: a tab under a
///   tab, two columns under a wide character
record Excerpt(int number, String line, String carets) {
  /// Of a longer line only this many characters are shown, those around the part.
  private static final int WIDTH = 200;

  /// What a reader takes for one character.
  private static final Pattern CHARACTER = Pattern.compile("\\X");

  /// Behind a character that is to be drawn as an emoji.
  private static final char EMOJI_STYLE = '\ufe0f';

  /// Characters before the part in such a line.
  private static final int BEFORE = 60;

  /// The place of a range of a source in its cell; a range over several lines ends with the first.
  static Excerpt of(MappedSource source, int start, int end) {
    String cell = source.cell();
    int from = Math.min(source.toCell(start), cell.length());
    int to = Math.max(from, end <= start ? from : source.toCell(end - 1) + 1);
    int lineStart = cell.lastIndexOf('\n', from - 1) + 1;
    int lineEnd = cell.indexOf('\n', from);
    lineEnd = lineEnd < 0 ? cell.length() : lineEnd;
    String line = cell.substring(lineStart, lineEnd);
    int at = from - lineStart;
    int begin = line.length() <= WIDTH ? 0 : Math.max(0, at - BEFORE);
    int stop = Math.min(line.length(), begin + WIDTH);
    begin += splitsCharacter(line, begin) ? 1 : 0;
    stop += splitsCharacter(line, stop) ? 1 : 0;
    int stopMark = Math.clamp(to - lineStart, at, Math.max(at, stop));
    String before = under(line.substring(begin, at), ' ');
    String marked = under(line.substring(at, stopMark), '^');
    String carets = (begin > 0 ? " " : "") + before + (marked.contains("^") ? marked : "^");
    int number = 1 + (int) cell.substring(0, from).chars().filter(c -> c == '\n').count();
    String shown =
        (begin > 0 ? "…" : "") + line.substring(begin, stop) + (stop < line.length() ? "…" : "");
    return new Excerpt(number, shown.stripTrailing(), carets);
  }

  private static boolean splitsCharacter(String line, int at) {
    return at < line.length() && Character.isLowSurrogate(line.charAt(at));
  }

  String place(int cell) {
    return (cell > 0 ? "Cell " + cell + ", " : "") + "line " + number;
  }

  /// Marks that are as wide as a text in a monospaced font.
  private static String under(String text, char mark) {
    StringBuilder line = new StringBuilder();
    CHARACTER
        .matcher(text)
        .results()
        .forEach(character -> {
          if (character.group().equals("\t")) {
            line.append('\t');
          } else {
            line.repeat(mark, columns(character.group()));
          }
        });
    return line.toString();
  }

  /// How many columns a character takes, with all that is combined with it: accents, the parts of
  /// an emoji.
  private static int columns(String character) {
    return character.indexOf(EMOJI_STYLE) > 0 ? 2 : columns(character.codePointAt(0));
  }

  private static int columns(int c) {
    int type = Character.getType(c);
    if (type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.FORMAT) {
      return 0;
    }
    boolean wide =
        Character.isEmojiPresentation(c)
            || c >= 0x1100 && c <= 0x115f
            || c >= 0x2e80 && c <= 0xa4cf
            || c >= 0xac00 && c <= 0xd7a3
            || c >= 0xf900 && c <= 0xfaff
            || c >= 0xfe30 && c <= 0xfe6f
            || c >= 0xff00 && c <= 0xff60
            || c >= 0xffe0 && c <= 0xffe6
            || c >= 0x20000 && c <= 0x3fffd;
    return wide ? 2 : 1;
  }
}
