package org.jlanes.runtime.comm;

/// What the kernel does for [Comms]: a service of the running cell's scope.
///
/// @see org.jlanes.runtime.scope.Scope#service
public interface CommService {
  /// @see Comms#register
  void register(String target, CommTarget handler);

  /// @see Comms#unregister
  void unregister(String target);

  /// @see Comms#open(String, CommMessage)
  Comm open(String target, CommMessage opening);
}
