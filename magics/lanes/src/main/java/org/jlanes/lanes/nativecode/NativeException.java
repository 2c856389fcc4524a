package org.jlanes.lanes.nativecode;

/// C code cannot be compiled here at all: no compiler, no `jni.h`, a folder that cannot be written,
/// a compiler that does not end. The message says why, the advice what to do.
public final class NativeException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String advice;

  /// An explanation for the user.
  public NativeException(String message, String advice) {
    this(message, advice, null);
  }

  /// An explanation for the user, with what caused it.
  public NativeException(String message, String advice, Throwable cause) {
    super(message, cause);
    this.advice = advice;
  }

  /// What to do.
  public String advice() {
    return advice;
  }
}
