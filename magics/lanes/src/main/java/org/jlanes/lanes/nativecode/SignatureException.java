package org.jlanes.lanes.nativecode;

/// A function of the cell cannot be called from Java: says which part of its signature is the
/// reason, where, and what can be written instead.
public final class SignatureException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int start;
  private final int end;
  private final String advice;

  /// A part of the source that cannot be mapped.
  ///
  /// @param message what cannot be mapped
  /// @param start offset in the C source of its first character
  /// @param end offset behind its last character
  /// @param advice what to write instead
  public SignatureException(String message, int start, int end, String advice) {
    super(message);
    this.start = start;
    this.end = end;
    this.advice = advice;
  }

  /// Offset in the C source of the first character of what cannot be mapped.
  public int start() {
    return start;
  }

  /// Offset behind its last character.
  public int end() {
    return end;
  }

  /// What to write instead.
  public String advice() {
    return advice;
  }
}
