package org.jlanes.runtime.magic;

/// A use of a magic that is being written: what a front end asks about before the cell runs.
///
/// @param name the word used, which may be an alias
/// @param cellMagic whether it was written with `%%`
/// @param cell the complete text of the cell
/// @param headerStart offset in `cell` of the first character after the name; UTF-16 units, like
///   all offsets here
/// @param headerEnd offset behind the header's last character (continuation lines included)
/// @param bodyStart offset of the body; equal to `bodyEnd` for line magics
/// @param bodyEnd offset behind the body
public record MagicDraft(
    String name,
    boolean cellMagic,
    String cell,
    int headerStart,
    int headerEnd,
    int bodyStart,
    int bodyEnd) {

  /// The text after the magic's name, continuation lines included, as written.
  public String header() {
    return cell.substring(headerStart, headerEnd);
  }

  /// The text below the header; empty for line magics.
  public String body() {
    return cell.substring(bodyStart, bodyEnd);
  }
}
