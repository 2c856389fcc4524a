package org.jlanes.session;

/// The end of the kernel's process, which a front end asks for. Called by any thread, also more
/// than once; returns at once.
@FunctionalInterface
public interface End {
  /// A request to end has arrived. What stands before it is still to be handled, and may take
  /// longer than anybody waits: the time that the end may take begins now.
  default void announce() {}

  /// The request has been answered: the end begins.
  void begin();
}
