package org.jlanes.runtime.comm;

import java.util.Map;

/// One end of an open line to the front end. Stays open until either side closes it. All methods
/// may be called by any thread; messages of one thread arrive in order.
public interface Comm extends AutoCloseable {
  /// The id that both sides know the comm by.
  String id();

  /// The name of the target it was opened to.
  String target();

  /// Whether neither side has closed it.
  boolean isOpen();

  /// Sends data.
  ///
  /// @throws IllegalStateException if the comm is closed
  default void send(Map<String, ?> data) {
    send(CommMessage.of(data));
  }

  /// Sends data, metadata and buffers. Returns when they are queued, which takes longer while much
  /// output waits; the buffers' bytes were copied by then.
  ///
  /// @throws IllegalStateException if the comm is closed
  void send(CommMessage message);

  /// Says what is done with each message from the front end. Replaces the handler before.
  void onMessage(CommHandler handler);

  /// Says what is done when the front end closes the comm. Replaces the handler before.
  void onClose(CommHandler handler);

  /// Closes the comm; does nothing if it is closed. The handler of [#onClose] is not called.
  @Override
  default void close() {
    close(Map.of());
  }

  /// Closes the comm with some last data.
  void close(Map<String, ?> data);
}
