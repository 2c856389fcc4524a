package org.jlanes.client;

/// Answers what a cell asks.
@FunctionalInterface
public interface InputProvider {
  /// The line for a cell that reads input. Called on a thread of its own; may wait.
  ///
  /// @param password whether the answer is not to be shown
  String answer(String prompt, boolean password);
}
