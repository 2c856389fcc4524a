package org.jlanes.channels;

import java.util.List;

/// Messages that wait to be sent by the thread of a socket. Filled by any thread, emptied by the
/// socket's.
interface Outbox {
  /// The frames of the next message to send now, or null if nothing is due.
  List<byte[]> next();

  /// Milliseconds until [#next] may have something that was already put in; -1 for never.
  long waitMillis();

  /// Makes everything due at once, because the socket closes.
  void hurry();
}
