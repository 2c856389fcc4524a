package org.jlanes.soak;

import java.util.Arrays;
import org.jlanes.wire.Json;
import org.jlanes.wire.Message;

/// The order in which one client saw what was published, from a mark that a cell prints to another,
/// or to the end of a shutdown. Safe for any thread.
final class MessageOrder {
  /// What is printed before everything.
  static final String BEGIN = "soak-begin";

  /// What is printed after everything.
  static final String END = "soak-end";

  private long[] ids = new long[1 << 16];
  private int size;
  private boolean begun;
  private boolean ended;

  /// A message came.
  synchronized void add(Message message) {
    String text = message.type().equals("stream") ? Json.string(message.content(), "text", "") : "";
    begun |= text.contains(BEGIN);
    if (begun && !ended) {
      if (size == ids.length) {
        ids = Arrays.copyOf(ids, 2 * size);
      }
      ids[size++] = hash(message.id());
    }
    if (text.contains(END) || isEndOfShutdown(message)) {
      ended = true;
      notifyAll();
    }
  }

  private static boolean isEndOfShutdown(Message message) {
    return Json.string(message.content(), "execution_state", "").equals("idle")
        && Json.string(message.parentHeader(), "msg_type", "").equals("shutdown_request");
  }

  /// 64 bits of FNV-1a: ids differ in few characters, and a million of them must not collide.
  private static long hash(String id) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < id.length(); i++) {
      hash = (hash ^ id.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }

  /// Waits for the second mark, or the idle status of a shutdown.
  ///
  /// @return whether it came
  synchronized boolean awaitEnd(long millis) throws InterruptedException {
    long end = System.nanoTime() + millis * 1_000_000;
    while (!ended) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }

  /// What was seen, as one number for each message.
  synchronized long[] seen() {
    return Arrays.copyOf(ids, size);
  }

  /// Says what came twice here.
  void verifyNothingTwice(String client, Findings findings) {
    long[] sorted = seen();
    Arrays.sort(sorted);
    long twice = 0;
    for (int i = 1; i < sorted.length; i++) {
      twice += sorted[i] == sorted[i - 1] ? 1 : 0;
    }
    findings.add(Fault.MESSAGE_TWICE, twice, client + ": " + twice + " of " + sorted.length);
  }

  /// Says whether two clients saw something else.
  static void compare(String what, long[] one, long[] other, Findings findings) {
    int place = Arrays.mismatch(one, other);
    if (place >= 0) {
      int missing = Math.max(1, Math.abs(one.length - other.length));
      findings.add(
          Fault.CLIENTS_DIFFER,
          missing,
          "%s: from message %d on, %d against %d".formatted(what, place, one.length, other.length));
    }
  }
}
