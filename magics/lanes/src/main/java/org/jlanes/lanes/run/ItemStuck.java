package org.jlanes.lanes.run;

/// Where an item was that did not end though it was cancelled: the cause of its `CancelledError`.
/// The stack trace is that of the item's thread; the message says what the thread waited for.
public final class ItemStuck extends Exception {
  private static final long serialVersionUID = 1L;

  /// A place.
  public ItemStuck(String message, StackTraceElement[] trace) {
    super(message, null, false, true);
    setStackTrace(trace);
  }
}
