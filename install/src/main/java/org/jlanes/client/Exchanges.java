package org.jlanes.client;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// The requests of a client whose messages are handed on: those that are under way, and the latest
/// that have ended, for what their threads print later. A long session does not keep more of them.
///
/// Safe for any thread; the monitor of this object is the lock.
final class Exchanges {
  /// How many ended requests still get what they cause.
  static final int KEPT = 1000;

  private final Map<String, Exchange> underWay = new HashMap<>();
  private final Map<String, Exchange> ended =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Exchange> eldest) {
          return size() > KEPT;
        }
      };
  private KernelDiedException death;

  /// Adds a request; it fails at once if the kernel is gone.
  synchronized void add(String id, Exchange exchange) {
    underWay.put(id, exchange);
    if (death != null) {
      exchange.fail(death);
    }
  }

  /// The request with this id, or null.
  synchronized Exchange get(String id) {
    Exchange exchange = underWay.get(id);
    return exchange == null ? ended.get(id) : exchange;
  }

  /// Nothing is waited for any more; what still comes is handed on as long as there is room.
  synchronized void end(String id) {
    Exchange exchange = underWay.remove(id);
    if (exchange != null) {
      ended.put(id, exchange);
    }
  }

  /// Forgets a request.
  synchronized void remove(String id) {
    underWay.remove(id);
  }

  /// Makes everything that waits, now or later, fail because the kernel is gone.
  synchronized void died(KernelDiedException cause) {
    death = cause;
    underWay.values().forEach(exchange -> exchange.fail(cause));
  }
}
