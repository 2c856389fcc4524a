package org.jlanes.install.notebook;

/// A file is not a notebook that can be run; the message says what is wrong with it, the advice
/// what to do.
public final class NotebookException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String advice;

  NotebookException(String message, String advice, Throwable cause) {
    super(message, cause);
    this.advice = advice;
  }

  /// What to do, one or more lines.
  public String advice() {
    return advice;
  }
}
