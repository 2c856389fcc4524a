package org.jlanes.lanes.run;

import java.io.IOException;
import java.util.List;
import org.jlanes.lanes.Task;
import org.jlanes.runtime.envelope.Payload;
import org.jlanes.runtime.scope.Scope;

/// What tells the results of one body apart: two items have the same key if the same code is to do
/// the same with equal values, in whichever kernel. Used by the thread that drives the run; the
/// keys by any.
public interface ItemKeys {
  /// The key of the body with all that it captures: hexadecimal digits, fit for a file name.
  String body();

  /// What the user should know of the body's results being kept.
  List<String> remarks();

  /// The key of an item.
  ///
  /// @throws LaneException if there can be none; says why
  Key of(Object item, int index) throws LaneException;

  /// An item's key, and how its result is written down.
  interface Key {
    /// Hexadecimal digits, fit for a file name.
    String name();

    /// A result in a form that other kernels can read.
    ///
    /// @throws IOException if it cannot be written; says why
    Payload write(Object value) throws IOException;

    /// A result again. The payload is released.
    ///
    /// @throws IOException if it cannot be read
    /// @throws ClassNotFoundException if a class of it is not there
    Object read(Payload payload) throws IOException, ClassNotFoundException;
  }

  /// Makes the keys of bodies; found with `ServiceLoader`.
  interface Maker {
    /// The keys of a body.
    ///
    /// @param backend where it is to run
    /// @throws LaneException if there can be none; says why, and which value is in the way
    ItemKeys of(Task<?, ?> body, Backend backend, RunOptions options, Scope scope)
        throws LaneException;
  }
}
