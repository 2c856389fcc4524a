package org.jlanes.engine.source;

import java.util.List;
import java.util.Optional;
import org.jlanes.runtime.engine.NotebookEngine.BodyPart;

/// What the compiler's parser made of a piece of Java.
///
/// @param parts the top-level parts before the first mistake, in order
/// @param error the first mistake, if there is one
/// @param lastValues where `_` and `__` stand as expressions, which Java does not know
public record JavaParts(
    List<BodyPart> parts, Optional<SyntaxError> error, List<LastValue> lastValues) {
  /// An expression that means a value which was shown before.
  ///
  /// @param offset in UTF-16 units of the parsed text
  /// @param back 1 for the last value, 2 for the one before; also the length of the expression
  public record LastValue(int offset, int back) {}

  /// A syntax error; offsets in UTF-16 units of the parsed text.
  ///
  /// @param atEnd whether the text just stopped too early: more text could make it right
  public record SyntaxError(int start, int end, String message, boolean atEnd) {}
}
