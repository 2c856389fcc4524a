package org.jlanes.runtime.magic;

import org.jlanes.runtime.engine.NotebookEngine;
import org.jlanes.runtime.scope.Scope;

/// One use of a magic in a cell.
///
/// @param name the word used, which may be an alias
/// @param cellMagic whether it was called with `%%`
/// @param cell the complete text of the cell
/// @param headerStart offset in `cell` of the first character after the name; UTF-16 units, like
///   all offsets here
/// @param headerEnd offset behind the header's last character (continuation lines included)
/// @param bodyStart offset of the body; equal to `bodyEnd` for line magics
/// @param bodyEnd offset behind the body
/// @param engine the notebook
/// @param scope the running cell
public record MagicCall(
    String name,
    boolean cellMagic,
    String cell,
    int headerStart,
    int headerEnd,
    int bodyStart,
    int bodyEnd,
    NotebookEngine engine,
    Scope scope) {

  /// The text after the magic's name, continuation lines included, as written.
  public String header() {
    return cell.substring(headerStart, headerEnd);
  }

  /// The same use without what it runs in.
  public MagicDraft draft() {
    return new MagicDraft(name, cellMagic, cell, headerStart, headerEnd, bodyStart, bodyEnd);
  }

  /// The text below the header; empty for line magics.
  public String body() {
    return cell.substring(bodyStart, bodyEnd);
  }
}
