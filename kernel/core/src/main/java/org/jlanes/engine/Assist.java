package org.jlanes.engine;

import org.jlanes.engine.Engine.Completeness;
import org.jlanes.engine.Engine.Completions;
import org.jlanes.runtime.display.MimeBundle;

/// What a front end asks about code that is being written. Safe for any thread.
public interface Assist {
  /// Whether a text could be run as it stands.
  Completeness isComplete(String code);

  /// Completions at a cursor.
  ///
  /// @param cursor UTF-16 offset within `code`
  Completions complete(String code, int cursor);

  /// Documentation of what stands at a cursor, or null if nothing is known.
  ///
  /// @param cursor UTF-16 offset within `code`
  /// @param detail 1 adds the source of notebook definitions
  MimeBundle inspect(String code, int cursor, int detail);

  /// Does slow first-time work. Called on a background thread.
  void warmUp();
}
