package org.jlanes.runtime.engine;

import java.util.ArrayList;
import java.util.List;

/// Java source made of pieces of a cell and of generated text, which knows for each character where
/// in the cell it stands. Immutable.
public final class MappedSource {
  private record Piece(int start, int end, int cellStart) {}

  private final String text;
  private final String cell;
  private final List<Piece> pieces;

  private MappedSource(String text, String cell, List<Piece> pieces) {
    this.text = text;
    this.cell = cell;
    this.pieces = List.copyOf(pieces);
  }

  /// A whole cell as it stands.
  public static MappedSource ofCell(String cell) {
    return builder(cell).cell(0, cell.length()).build();
  }

  /// Starts a source whose user parts come from `cell`.
  public static Builder builder(String cell) {
    return new Builder(cell);
  }

  /// The Java source.
  public String text() {
    return text;
  }

  /// The complete text of the cell that the pieces come from.
  public String cell() {
    return cell;
  }

  /// The cell offset (UTF-16 units) of a character of this source, or, for generated text, the end
  /// of the piece of the cell before it (0 if there is none).
  public int toCell(int offset) {
    int nearest = 0;
    for (Piece piece : pieces) {
      if (offset < piece.start) {
        break;
      }
      if (offset < piece.end) {
        return piece.cellStart + offset - piece.start;
      }
      nearest = piece.cellStart + piece.end - piece.start;
    }
    return nearest;
  }

  /// Whether the character was written by the user, rather than generated.
  public boolean fromCell(int offset) {
    return pieces.stream().anyMatch(p -> p.start <= offset && offset < p.end);
  }

  /// The cell line, counted from 1, of a character of this source.
  public int cellLine(int offset) {
    int end = Math.min(toCell(offset), cell.length());
    return 1 + (int) cell.substring(0, end).chars().filter(c -> c == '\n').count();
  }

  /// The part of this source between two offsets, with its mapping.
  public MappedSource slice(int from, int to) {
    Builder part = new Builder(cell);
    int at = from;
    for (Piece piece : pieces) {
      int start = Math.max(piece.start, from);
      int end = Math.min(piece.end, to);
      if (start < end) {
        part.generated(text.substring(at, start));
        part.cell(piece.cellStart + start - piece.start, piece.cellStart + end - piece.start);
        at = end;
      }
    }
    return part.generated(text.substring(at, to)).build();
  }

  /// Collects the pieces of a source in order. Not thread-safe.
  public static final class Builder {
    private final String cell;
    private final StringBuilder text = new StringBuilder();
    private final List<Piece> pieces = new ArrayList<>();

    private Builder(String cell) {
      this.cell = cell;
    }

    /// Appends generated text.
    public Builder generated(String code) {
      text.append(code);
      return this;
    }

    /// Appends the cell's text between two offsets.
    public Builder cell(int start, int end) {
      if (start < end) {
        pieces.add(new Piece(text.length(), text.length() + end - start, start));
        text.append(cell, start, end);
      }
      return this;
    }

    /// Appends another source of the same cell.
    public Builder append(MappedSource other) {
      for (Piece piece : other.pieces) {
        pieces.add(
            new Piece(piece.start + text.length(), piece.end + text.length(), piece.cellStart));
      }
      text.append(other.text);
      return this;
    }

    /// The finished source.
    public MappedSource build() {
      return new MappedSource(text.toString(), cell, pieces);
    }
  }
}
