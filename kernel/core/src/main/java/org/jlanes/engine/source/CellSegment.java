package org.jlanes.engine.source;

/// A stretch of a cell: Java, or a magic. Offsets are UTF-16 units of the cell's text.
public sealed interface CellSegment {
  /// Where it begins.
  int start();

  /// Java between magics.
  record Java(int start, int end) implements CellSegment {}

  /// A line or cell magic.
  ///
  /// @param start offset of the first percent sign
  /// @param name the word after the percent signs
  /// @param headerStart offset behind the name
  /// @param headerEnd offset behind the header, continuation lines included
  /// @param bodyStart offset of the body of a cell magic, else `headerEnd`
  /// @param bodyEnd offset behind the body
  record Magic(
      int start,
      boolean cellMagic,
      String name,
      int headerStart,
      int headerEnd,
      int bodyStart,
      int bodyEnd)
      implements CellSegment {}
}
