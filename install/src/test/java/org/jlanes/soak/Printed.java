package org.jlanes.soak;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// What one cell printed. Its lines are `token:source:number`, so that each is recognised wherever
/// it turns up. Safe for any thread.
final class Printed {
  private final String token;
  private final CompletableFuture<Void> begun = new CompletableFuture<>();
  private final CompletableFuture<Void> complete = new CompletableFuture<>();
  private final Map<String, Series> sources = new HashMap<>();
  private final Map<String, Integer> linesByParent = new HashMap<>();
  private Map<String, Integer> expected;
  private boolean verified;
  private int linesAfter;

  /// @param token begins each of the cell's lines and no others
  Printed(String token) {
    this.token = token;
  }

  /// What the cell's lines begin with.
  String token() {
    return token;
  }

  /// Done when the first line has come.
  CompletableFuture<Void> begun() {
    return begun;
  }

  /// Done when as many lines have come as [#expect] said.
  CompletableFuture<Void> complete() {
    return complete;
  }

  /// Says how many lines each source prints.
  synchronized void expect(Map<String, Integer> lines) {
    expected = Map.copyOf(lines);
    look();
  }

  /// Expects what came to be all, without gaps: of a cell that was ended at any point.
  synchronized void expectNoMore() {
    Map<String, Integer> lines = new HashMap<>();
    sources.forEach((source, series) -> lines.put(source, series.size()));
    expect(lines);
  }

  /// A line came.
  synchronized void add(String parent, String stream, String source, int number) {
    if (verified) {
      linesAfter++;
      return;
    }
    sources.computeIfAbsent(source, each -> new Series()).add(stream, number);
    linesByParent.merge(parent, 1, Integer::sum);
    begun.complete(null);
    look();
  }

  private void look() {
    if (expected != null
        && linesByParent.values().stream().mapToInt(n -> n).sum()
            >= expected.values().stream().mapToInt(n -> n).sum()) {
      complete.complete(null);
    }
  }

  /// Says what is wrong with the lines that came, against those that [#expect] named, and forgets
  /// them.
  ///
  /// @param parent the request whose lines they are
  /// @param astray what a line under another parent is
  synchronized void verify(String parent, Fault astray, Findings findings) {
    expected.forEach((source, count) ->
        sources
            .computeIfAbsent(source, each -> new Series())
            .verify(count, token + ":" + source, findings));
    sources.forEach((source, series) -> {
      if (!expected.containsKey(source)) {
        findings.add(Fault.LINE_TWICE, series.size(), token + ":" + source + " was never printed");
      }
    });
    linesByParent.forEach((other, count) -> {
      if (!other.equals(parent)) {
        findings.add(astray, count, token + ": " + count + " lines under " + other);
      }
    });
    verified = true;
    sources.clear();
    linesByParent.clear();
  }

  /// Says how many lines came when all had come already.
  synchronized void verifyNothingAfter(Findings findings) {
    findings.add(Fault.LINE_TWICE, linesAfter, token + ": " + linesAfter + " after the last");
  }
}
