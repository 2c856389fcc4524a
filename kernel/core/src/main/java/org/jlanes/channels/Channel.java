package org.jlanes.channels;

import org.jlanes.wire.Message;

/// A way for messages to the other side. Safe for any thread; returns at once.
@FunctionalInterface
public interface Channel {
  /// Sends a message, after all that were given before. Its identities say to whom.
  void send(Message message);
}
