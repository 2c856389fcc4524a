package org.jlanes.engine.source;

import java.util.ArrayList;
import java.util.List;

/// Tells the magics of a cell from its Java.
///
/// A cell magic is `%%` and a letter at the start of the first line that is not blank; the rest of
/// the cell is its body. A line magic is `%` and a letter in column 0, outside brackets, strings,
/// text blocks and comments; everything else is Java, where `%` is the remainder. A trailing
/// backslash continues either kind on the next line.
public final class CellSplitter {
  private final String cell;
  private final List<CellSegment> segments = new ArrayList<>();

  private CellSplitter(String cell) {
    this.cell = cell;
  }

  /// The segments of a cell in order.
  public static List<CellSegment> split(String cell) {
    int first = firstText(cell);
    if (isMagic(cell, first, "%%")) {
      return List.of(cellMagic(cell, first));
    }
    return new CellSplitter(cell).javaAndLines();
  }

  /// Offsets of the line magics in a piece of Java, for those who must refuse them there. A `%%` in
  /// column 0 counts as well.
  public static List<Integer> lineMagics(String java) {
    return new CellSplitter(java)
        .javaAndLines().stream()
            .filter(CellSegment.Magic.class::isInstance)
            .map(CellSegment::start)
            .toList();
  }

  private static int firstText(String cell) {
    int lineStart = 0;
    for (int i = 0; i < cell.length() && Character.isWhitespace(cell.charAt(i)); i++) {
      if (cell.charAt(i) == '\n') {
        lineStart = i + 1;
      }
    }
    return lineStart;
  }

  private static boolean isMagic(String text, int at, String sign) {
    int letter = at + sign.length();
    return text.startsWith(sign, at)
        && letter < text.length()
        && Character.isLetter(text.charAt(letter));
  }

  private static CellSegment.Magic cellMagic(String cell, int start) {
    int nameEnd = nameEnd(cell, start + 2);
    int headerEnd = headerEnd(cell, nameEnd);
    int bodyStart = Math.min(headerEnd + lineBreak(cell, headerEnd), cell.length());
    return new CellSegment.Magic(
        start,
        true,
        cell.substring(start + 2, nameEnd),
        nameEnd,
        headerEnd,
        bodyStart,
        cell.length());
  }

  private static int lineBreak(String text, int at) {
    return text.startsWith("\r\n", at) ? 2 : 1;
  }

  private static int nameEnd(String text, int from) {
    int end = from;
    while (end < text.length()
        && (Character.isJavaIdentifierPart(text.charAt(end)) || text.charAt(end) == '-')) {
      end++;
    }
    return end;
  }

  private static int headerEnd(String text, int from) {
    int end = from;
    while (true) {
      int lineEnd = text.indexOf('\n', end);
      if (lineEnd < 0) {
        return text.length();
      }
      int last = lineEnd > from && text.charAt(lineEnd - 1) == '\r' ? lineEnd - 1 : lineEnd;
      if (last == from || text.charAt(last - 1) != '\\') {
        return last;
      }
      end = lineEnd + 1;
    }
  }

  private List<CellSegment> javaAndLines() {
    int depth = 0;
    int javaStart = 0;
    JavaTokens tokens = new JavaTokens(cell);
    while (tokens.next()) {
      int at = tokens.start();
      boolean lineStart = at == 0 || cell.charAt(at - 1) == '\n';
      if (depth == 0 && lineStart && (isMagic(cell, at, "%") || isMagic(cell, at, "%%"))) {
        java(javaStart, at);
        javaStart = lineMagic(at);
        tokens.moveTo(javaStart);
      } else if (tokens.opens()) {
        depth++;
      } else if (tokens.closes()) {
        depth = Math.max(0, depth - 1);
      }
    }
    java(javaStart, cell.length());
    return segments;
  }

  private int lineMagic(int at) {
    boolean isCell = cell.startsWith("%%", at);
    int nameStart = at + (isCell ? 2 : 1);
    int nameEnd = nameEnd(cell, nameStart);
    int headerEnd = headerEnd(cell, nameEnd);
    segments.add(
        new CellSegment.Magic(
            at,
            isCell,
            cell.substring(nameStart, nameEnd),
            nameEnd,
            headerEnd,
            headerEnd,
            headerEnd));
    return headerEnd;
  }

  private void java(int start, int end) {
    if (!cell.substring(start, end).isBlank()) {
      segments.add(new CellSegment.Java(start, end));
    }
  }
}
