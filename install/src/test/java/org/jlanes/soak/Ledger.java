package org.jlanes.soak;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jlanes.wire.Json;
import org.jlanes.wire.Message;

/// What was asked of one kernel, from its start to its end, and what came back. Safe for any
/// thread; [#published] is called by one only.
final class Ledger {
  /// The coloured number of the worker process that has printed a line.
  private static final Pattern OF_A_WORKER =
      Pattern.compile("^(?:\\x1b\\[[0-9;]*m)*\\[\\d+](?:\\x1b\\[[0-9;]*m)* (?:\\x1b\\[[0-9;]*m)*");

  private final Map<String, Call> calls = new ConcurrentHashMap<>();
  private final Map<String, Printed> printed = new ConcurrentHashMap<>();
  private final Set<Integer> counts = ConcurrentHashMap.newKeySet();
  private final LineReader lines = new LineReader(this::line);
  private final Map<Call, Printed> outlived = new ConcurrentHashMap<>();
  private final Map<Call, Printed> doomed = new ConcurrentHashMap<>();
  private final Findings findings;
  private final Tally tally;

  Ledger(Findings findings, Tally tally) {
    this.findings = findings;
    this.tally = tally;
  }

  /// Where faults go.
  Findings findings() {
    return findings;
  }

  /// Where everything is counted.
  Tally tally() {
    return tally;
  }

  /// A request was sent.
  Call asked(Message request, String client) {
    Call call = call(request.id());
    call.asked(client, request);
    return call;
  }

  private Call call(String id) {
    return calls.computeIfAbsent(id, Call::new);
  }

  /// The lines that begin with a token.
  Printed printed(String token) {
    return printed.computeIfAbsent(token, Printed::new);
  }

  /// An iopub message came.
  void published(Message message) {
    tally.count("messages on iopub");
    String parent = message.parentId();
    if (parent.isEmpty()) {
      return;
    }
    if (message.type().equals("stream")) {
      tally.count("stream messages");
      lines.add(
          parent,
          Json.string(message.content(), "name", ""),
          Json.string(message.content(), "text", ""));
    } else if (message.type().endsWith("display_data")) {
      String text = Json.string(Json.child(message.content(), "data"), "text/plain", "");
      line(parent, "display", text.replaceAll("[\"']", ""));
    }
    call(parent).published(message);
  }

  private void line(String parent, String stream, String given) {
    String line = OF_A_WORKER.matcher(given).replaceFirst("");
    int first = line.indexOf(':');
    int second = line.indexOf(':', first + 1);
    if (first > 0 && second > 0) {
      try {
        int number = Integer.parseInt(line, second + 1, line.length(), 10);
        tally.count("numbered lines");
        printed(line.substring(0, first))
            .add(parent, stream, line.substring(first + 1, second), number);
        return;
      } catch (NumberFormatException e) {
        // Counted below: somebody else's line with colons.
      }
    }
    tally.count("other lines");
  }

  /// A reply came at a client.
  void replied(Message message, String client) {
    tally.count("replies");
    call(message.parentId()).replied(message, client);
  }

  /// An execution was counted by the kernel.
  void counted(int count) {
    if (!counts.add(count)) {
      findings.add(Fault.COUNT_TWICE, Integer.toString(count));
    }
  }

  /// Threads of a cell go on printing after its end.
  void outlived(Call call, Printed lines) {
    outlived.put(call, lines);
  }

  /// A cell may be ended, with the kernel, at any point.
  void doomed(Call call, Printed lines) {
    call.doomed();
    doomed.put(call, lines);
  }

  /// Waits for the lines of all threads that outlived their cells, and looks at them.
  void verifyOutlived(int seconds) throws InterruptedException {
    try {
      CompletableFuture.allOf(
              outlived.values().stream().map(Printed::complete).toArray(CompletableFuture[]::new))
          .get(seconds, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      tally.count("times that lines of threads were waited for in vain");
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
    outlived.forEach((call, lines) -> lines.verify(call.id(), Fault.LATE_LINE_ASTRAY, findings));
    outlived.clear();
  }

  /// Looks at every request once more: to be called when nothing more can come.
  void verify() {
    doomed.forEach((call, lines) -> {
      lines.expectNoMore();
      lines.verify(call.id(), Fault.LINE_ASTRAY, findings);
    });
    doomed.clear();
    calls.values().forEach(call -> call.verify(findings));
    printed.values().forEach(each -> each.verifyNothingAfter(findings));
  }
}
