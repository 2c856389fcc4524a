package org.jlanes.worker;

import java.io.IOException;

/// Something for a run's thread to do.
@FunctionalInterface
interface Step {
  /// Does it, or what is left of it. On the run's thread.
  void run() throws IOException;

  /// Gives items back that have not been started, the last ones first. Any thread.
  ///
  /// @param most how many at most
  /// @param to gets their indices
  default void giveBack(int most, Indices to) {}

  /// Gives an item back, if it has it and has not started it. Any thread.
  default boolean takeBack(int index) {
    return false;
  }

  /// Lets go of what it holds: it is not run any more.
  default void discard() {}

  /// Whether all that it had was given back.
  default boolean spent() {
    return false;
  }
}
