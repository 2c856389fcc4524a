package org.jlanes.install;

/// A command could not do what was asked; the message says what was wrong, the advice what to do.
public final class CommandException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String advice;

  /// A failure to show to the user.
  ///
  /// @param message one line: what was wrong, with the offending text
  /// @param advice what to do, one or more lines; may be empty
  public CommandException(String message, String advice) {
    super(message);
    this.advice = advice;
  }

  /// A failure with its cause.
  public CommandException(String message, String advice, Throwable cause) {
    super(message, cause);
    this.advice = advice;
  }

  /// What to do; may be empty.
  public String advice() {
    return advice;
  }
}
