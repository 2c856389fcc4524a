package org.jlanes.maven;

/// Artifacts could not be had. The message says what is wrong.
final class Trouble extends Exception {
  private static final long serialVersionUID = 1L;

  private final String advice;
  private final String request;

  /// @param advice what to do, one or more lines
  /// @param request what was asked for and is in trouble; empty where that is not known
  Trouble(String message, String advice, String request, Throwable cause) {
    super(message, cause);
    this.advice = advice;
    this.request = request;
  }

  String advice() {
    return advice;
  }

  String request() {
    return request;
  }
}
