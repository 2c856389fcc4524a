package org.jlanes.client;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jlanes.wire.Json;
import org.jlanes.wire.Message;

/// All that a kernel has said, each message checked against [MessageSchemas] and [Frames]. Guarded
/// by its monitor: the client's threads add, those of tests wait.
final class Transcript {
  /// What a failure shows of the end.
  private static final int SHOWN = 40;

  private final List<Received> messages = new ArrayList<>();
  private final List<String> violations = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();
  private final Frames frames = new Frames();

  synchronized void add(Received received) {
    messages.add(received);
    violations.addAll(MessageSchemas.violations(received));
    violations.addAll(frames.violations(received));
    if (!ids.add(received.message().id())) {
      violations.add("msg_id used twice: " + received.message().header());
    }
    // Once for each kernel: another may have been started at the same connection.
    if (isStarting(received)
        && messages.stream()
                .filter(m -> isStarting(m) && session(m).equals(session(received)))
                .count()
            > 1) {
      violations.add("a second status \"starting\"");
    }
    notifyAll();
  }

  private static boolean isStarting(Received received) {
    return Json.string(received.message().content(), "execution_state", "").equals("starting");
  }

  private static String session(Received received) {
    return Json.string(received.message().header(), "session", "");
  }

  /// Everything received so far.
  synchronized List<Received> messages() {
    return List.copyOf(messages);
  }

  /// The first message, received already or to come, that fulfils a condition.
  ///
  /// @param what says what is waited for, for the failure's message
  /// @param log gives the kernel's log, for the same
  synchronized Message await(Predicate<Received> condition, String what, Supplier<String> log)
      throws InterruptedException {
    long end = System.nanoTime() + KernelSession.PATIENCE.toNanos();
    int next = 0;
    while (true) {
      for (; next < messages.size(); next++) {
        if (condition.test(messages.get(next))) {
          return messages.get(next).message();
        }
      }
      long millis = (end - System.nanoTime()) / 1_000_000;
      if (millis <= 0) {
        throw new AssertionError(
            "waited in vain for " + what + "\n" + this + "\nlog:\n" + log.get());
      }
      wait(millis);
    }
  }

  /// @throws AssertionError if a message was malformed
  synchronized void assertWellFormed() {
    if (!violations.isEmpty()) {
      throw new AssertionError("malformed messages:\n" + String.join("\n", violations));
    }
  }

  @Override
  public synchronized String toString() {
    return messages.stream()
        .skip(Math.max(0, messages.size() - SHOWN))
        .map(r -> r.channel() + " " + r.message().type() + " " + shortened(r.message()))
        .collect(Collectors.joining("\n"));
  }

  private static String shortened(Message message) {
    String text = message.content().toString();
    return text.length() < 300 ? text : text.substring(0, 300) + "…";
  }
}
