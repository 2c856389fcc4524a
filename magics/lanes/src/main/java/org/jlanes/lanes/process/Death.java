package org.jlanes.lanes.process;

import java.util.ArrayList;
import java.util.List;

/// How a worker ended.
///
/// @param how in words, for example `was killed by SIGKILL (…)`
/// @param advice what to do about it; a sentence
/// @param traces what it has left: sentences
record Death(String how, String advice, List<String> traces) {
  /// Not a death of the worker's own.
  static Death of(String how) {
    return new Death(how, "", List.of());
  }

  /// A process that has ended.
  ///
  /// @param status its exit status
  static Death of(int status, Wreckage remains, LastLines said) {
    List<String> traces = new ArrayList<>();
    remains.crash().ifPresent(traces::add);
    remains.heapDump().ifPresent(traces::add);
    List<String> lines = said.get();
    if (!lines.isEmpty()) {
      traces.add("Last on its standard error: `" + String.join(" ⏎ ", lines) + "`.");
    }
    return new Death(ExitStatus.words(status), ExitStatus.advice(status), traces);
  }

  /// What it has left, to end a note; empty if there is nothing.
  String note() {
    return traces.isEmpty() ? "" : "." + left();
  }

  /// What it has left, to stand behind a sentence; empty if there is nothing.
  String left() {
    return traces.isEmpty() ? "" : " " + String.join(" ", traces);
  }
}
