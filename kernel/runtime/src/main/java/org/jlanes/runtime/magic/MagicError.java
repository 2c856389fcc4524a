package org.jlanes.runtime.magic;

/// The call of a magic is wrong: an unknown option, a missing argument, a malformed header. Shown
/// with the offending line and a caret under the mistake.
public final class MagicError extends Exception {
  private static final long serialVersionUID = 1L;

  private final int start;
  private final int end;
  private final String advice;

  /// A mistake at a place in the cell.
  ///
  /// @param message what is wrong
  /// @param start offset in the cell of the first wrong character, -1 for none
  /// @param end offset behind the last wrong character
  /// @param advice what to do, one or more lines; may be empty
  public MagicError(String message, int start, int end, String advice) {
    super(message);
    this.start = start;
    this.end = end;
    this.advice = advice;
  }

  /// Offset in the cell of the first wrong character, -1 where there is no place.
  public int start() {
    return start;
  }

  /// Offset in the cell behind the last wrong character.
  public int end() {
    return end;
  }

  /// What to do about it; may be empty.
  public String advice() {
    return advice;
  }
}
