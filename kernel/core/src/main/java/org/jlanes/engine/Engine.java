package org.jlanes.engine;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jlanes.runtime.display.MimeBundle;
import org.jlanes.runtime.engine.CellFailure;
import org.jlanes.runtime.engine.EngineView;
import org.jlanes.runtime.scope.Scope;

/// Runs cells and knows the notebook's code.
///
/// All methods may be called by any thread. [#run], [#call] and [#evaluate] run user code on
/// threads of the scope's own and return when it has ended; cells of several scopes may be under
/// way at once (in the foreground, in subshells, in the background) and share the notebook's
/// variables. Compiling is done for one of them at a time. Cancelling the scope makes a running
/// [#run] end with a failure.
public interface Engine extends AutoCloseable {
  /// Runs a cell: Java, line magics, or a cell magic.
  ///
  /// @param silent whether the cell leaves no trace (`Out`, `_`)
  /// @return the last value in displayable form, or null if there is none
  /// @throws CellFailure if the cell failed or was cancelled; what ran before stays
  MimeBundle run(String code, Scope scope, boolean silent) throws CellFailure;

  /// Runs a task of the notebook's own code, such as a handler that a cell registered, as a cell is
  /// run: on a thread of the scope, and what it throws is told like a cell's failure.
  void call(Callable<?> task, Scope scope) throws CellFailure;

  /// Evaluates one `user_expressions` entry.
  MimeBundle evaluate(String expression, Scope scope) throws CellFailure;

  /// Whether a text could be run as it stands. Takes a few milliseconds; may be called at any time.
  Completeness isComplete(String code);

  /// Completions at a cursor.
  ///
  /// @param cursor UTF-16 offset within `code`
  Completions complete(String code, int cursor);

  /// Documentation of what stands at a cursor, or null if nothing is known.
  ///
  /// @param cursor UTF-16 offset within `code`
  /// @param detail 1 adds the source of notebook definitions
  MimeBundle inspect(String code, int cursor, int detail);

  /// The notebook as lanes and magics see it.
  EngineView view();

  /// What code inside a cell's scope can look up with `Scope.service`, by type: at least
  /// [EngineView]. The session makes each cell's scope with it.
  default Map<Class<?>, Object> services() {
    return Map.of(EngineView.class, view());
  }

  /// Does slow first-time work (compiler, completion index). Called once on a background thread.
  void warmUp();

  /// Ends the engine's threads and child processes.
  @Override
  void close();

  /// The answer to `is_complete_request`.
  ///
  /// @param status `complete`, `incomplete`, `invalid` or `unknown`
  /// @param indent what to put at the start of the next line when incomplete
  record Completeness(String status, String indent) {}

  /// The answer to `complete_request`.
  ///
  /// @param start UTF-16 offset where the replaced text starts
  /// @param end UTF-16 offset behind the replaced text
  /// @param items the candidates, best first
  record Completions(int start, int end, List<Item> items) {
    /// One candidate.
    ///
    /// @param text what is inserted
    /// @param type kind as JupyterLab draws it: `class`, `function`, `keyword`, `instance`,
    ///   `magic`, …
    /// @param signature parameters and result, may be empty
    public record Item(String text, String type, String signature) {}
  }
}
