package org.jlanes.runtime.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Java source made of pieces of a cell and of generated text, which knows for each character where
/// in the cell it stands. Immutable.
public final class MappedSource {
  /// @param written whether the cell has this text, rather than something that it stands for
  private record Piece(int start, int end, int cellStart, boolean written) {
    int toCell(int offset) {
      return written ? cellStart + offset - start : cellStart;
    }

    Piece moved(int by) {
      return new Piece(start + by, end + by, cellStart, written);
    }
  }

  /// A change of the text, in offsets of the cell.
  ///
  /// @param start where it begins
  /// @param end where it ends, exclusive; `start` to put something in front of a character
  /// @param text what to write there instead
  public record Edit(int start, int end, String text) {}

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
  /// of the piece of the cell before it (0 if there is none), unless it stands for a place.
  public int toCell(int offset) {
    int nearest = 0;
    for (Piece piece : pieces) {
      if (offset < piece.start) {
        break;
      }
      if (offset < piece.end) {
        return piece.toCell(offset);
      }
      nearest = piece.toCell(piece.end);
    }
    return nearest;
  }

  /// Whether the character was written by the user, rather than generated.
  public boolean fromCell(int offset) {
    return pieces.stream().anyMatch(p -> p.written && p.start <= offset && offset < p.end);
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
        if (piece.written) {
          part.cell(piece.toCell(start), piece.toCell(end));
        } else {
          part.standing(piece.cellStart, text.substring(start, end));
        }
        at = end;
      }
    }
    return part.generated(text.substring(at, to)).build();
  }

  /// This source with other text at some places, for which it stands. Edits of what this source
  /// does not have are left out.
  ///
  /// @param edits in any order, not overlapping
  public MappedSource edited(List<Edit> edits) {
    List<Edit> sorted = edits.stream().sorted(Comparator.comparingInt(Edit::start)).toList();
    Builder out = new Builder(cell);
    int at = 0;
    for (Piece piece : pieces) {
      for (Edit edit : sorted) {
        int start = piece.start + edit.start - piece.cellStart;
        int end = piece.start + edit.end - piece.cellStart;
        if (piece.written && start >= piece.start && start < piece.end && end <= piece.end) {
          out.append(slice(at, start)).standing(edit.start, edit.text);
          at = end;
        }
      }
    }
    return out.append(slice(at, text.length())).build();
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
        pieces.add(new Piece(text.length(), text.length() + end - start, start, true));
        text.append(cell, start, end);
      }
      return this;
    }

    /// Appends generated text that stands for a place of the cell.
    public Builder standing(int cellStart, String code) {
      pieces.add(new Piece(text.length(), text.length() + code.length(), cellStart, false));
      text.append(code);
      return this;
    }

    /// Appends another source of the same cell.
    public Builder append(MappedSource other) {
      other.pieces.forEach(piece -> pieces.add(piece.moved(text.length())));
      text.append(other.text);
      return this;
    }

    /// The finished source.
    public MappedSource build() {
      return new MappedSource(text.toString(), cell, pieces);
    }
  }
}
