package org.jlanes.magics.header;

/// A stretch of a cell, in UTF-16 units.
///
/// @param start offset of the first character
/// @param end offset behind the last character
public record Span(int start, int end) {
  /// Whether there is nothing in it.
  public boolean isEmpty() {
    return start >= end;
  }

  /// The text it covers.
  public String of(String cell) {
    return cell.substring(start, end);
  }
}
