package org.jlanes.runtime.engine;

import java.util.List;

/// A cell did not succeed: the triple that goes into the Jupyter `error` message and the reply.
public final class CellFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final String name;
  private final String text;
  private final String[] traceback;

  /// A failure as shown to the user.
  ///
  /// @param name `ename`: the user's exception class, or a word such as `CompilationError`
  /// @param text `evalue`: its message
  /// @param traceback lines to show, with ANSI colours
  /// @param cause what the user code threw, or null
  public CellFailure(String name, String text, List<String> traceback, Throwable cause) {
    super(name + ": " + text, cause);
    this.name = name;
    this.text = text;
    this.traceback = traceback.toArray(String[]::new);
  }

  /// `ename`: the user's exception class, or a word such as `CompilationError`.
  public String name() {
    return name;
  }

  /// `evalue`: the message.
  public String text() {
    return text;
  }

  /// The lines to show, with ANSI colours.
  public List<String> traceback() {
    return List.of(traceback);
  }
}
