package org.jlanes.engine.jshell;

import java.util.function.Consumer;
import org.jlanes.runtime.engine.NotebookEngine.Result;

/// What code that declares nothing has given.
///
/// @param type static type of its value, `void` if it has none
record PlainRun(String type, Invocation.Outcome outcome) {
  /// Runs code, on the engine thread that has the turn.
  ///
  /// @param cell the number of the cell
  /// @param running runs code on the cell's thread
  static PlainRun of(
      PlainCompiler.Plain code,
      int cell,
      Origins origins,
      Control control,
      Consumer<Invocation> running) {
    origins.begin(new Unit(code.body(), cell));
    origins.begin(code);
    control.runOn(running);
    return new PlainRun(code.type(), control.run(code));
  }

  /// The value, if nothing was thrown.
  Result result() {
    return new Result(type, outcome.value());
  }
}
