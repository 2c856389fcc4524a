package org.jlanes.runtime.comm;

/// What is done when a front end opens a comm to a target of this name.
///
/// @see Comms#register
@FunctionalInterface
public interface CommTarget {
  /// Takes a new comm; registers its handlers. Called by one thread at a time, like a cell.
  ///
  /// @param opening what came with the opening
  /// @throws Exception anything; it is shown as an error and the comm is closed
  void opened(Comm comm, CommMessage opening) throws Exception;
}
