package org.jlanes.engine.source;

import java.util.List;
import java.util.Optional;
import org.jlanes.runtime.engine.NotebookEngine.BodyPart;

/// What the compiler's parser made of a piece of Java.
///
/// @param parts the top-level parts before the first mistake, in order
/// @param error the first mistake, if there is one
/// @param lastValues where `_` and `__` stand as expressions, which Java does not know
/// @param constructors the canonical constructors of records that are parts, where they are not
///   public
public record JavaParts(
    List<BodyPart> parts,
    Optional<SyntaxError> error,
    List<LastValue> lastValues,
    List<Constructor> constructors) {
  /// A constructor which is less accessible than its record will be: JShell makes the types of a
  /// notebook public.
  ///
  /// @param start where `public` has to stand, in UTF-16 units of the parsed text
  /// @param end behind what it takes the place of; `start` if there is nothing
  public record Constructor(int start, int end) {}

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
