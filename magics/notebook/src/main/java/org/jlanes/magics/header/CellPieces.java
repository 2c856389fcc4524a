package org.jlanes.magics.header;

import org.jlanes.runtime.engine.MappedSource;

/// Java source that stands in a header, without the backslashes that continue the header.
public final class CellPieces {
  private CellPieces() {}

  /// The source within a span of the cell.
  public static MappedSource of(String cell, Span span) {
    MappedSource.Builder source = MappedSource.builder(cell);
    int from = span.start();
    for (int i = span.start(); i < span.end(); i++) {
      if (cell.charAt(i) == '\\' && isLineEnd(cell, i + 1)) {
        source.cell(from, i).generated(" ");
        from = i + 1;
      }
    }
    return source.cell(from, span.end()).build();
  }

  private static boolean isLineEnd(String cell, int at) {
    return cell.startsWith("\n", at) || cell.startsWith("\r\n", at);
  }
}
