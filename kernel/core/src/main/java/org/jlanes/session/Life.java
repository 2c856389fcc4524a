package org.jlanes.session;

import java.util.Optional;

/// What a kernel knows of the one before it on the same connection, and leaves for the one after
/// it. Safe for any thread.
public interface Life {
  /// Why the kernel before died without having been asked to, for its user; empty if it did not.
  Optional<String> previousDeath();

  /// The main shell begins a cell.
  ///
  /// @param cell its execution count; 0 for none, also when the cell has ended
  void runs(int cell);

  /// The kernel ends as it should.
  void ends();

  /// The kernel ends because code has called `System.exit` where that could not be prevented.
  ///
  /// @param caller the place, or what else is known of it
  void exits(String caller);

  /// For kernels that leave no trace.
  static Life unrecorded() {
    return new Life() {
      @Override
      public Optional<String> previousDeath() {
        return Optional.empty();
      }

      @Override
      public void runs(int cell) {}

      @Override
      public void ends() {}

      @Override
      public void exits(String caller) {}
    };
  }
}
