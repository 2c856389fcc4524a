package org.jlanes.worker;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jlanes.runtime.engine.PrintedTrace;
import org.jlanes.runtime.engine.TraceLines;
import org.jlanes.runtime.envelope.Frame;
import org.jlanes.runtime.envelope.Outbox;

/// Asks the kernel, which knows the cells, how exceptions that bodies print are to be written. Any
/// thread may ask; the reading thread brings the answers.
final class TraceRequests {
  /// After that, such as when a run has just ended, Java's own text is printed.
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Questions<Optional<List<String>>> questions;

  TraceRequests(Outbox outbox, Reading reading) {
    questions = new Questions<>(outbox, reading, PATIENCE);
  }

  /// Those of a run.
  TraceLines of(int run) {
    return trace -> ask(run, trace);
  }

  private Optional<List<String>> ask(int run, PrintedTrace trace) {
    try {
      return questions.ask(number -> new Frame.TraceRequest(run, number, trace));
    } catch (IOException e) {
      // The first logger costs a starting worker milliseconds.
      System.getLogger(TraceRequests.class.getName())
          .log(Level.DEBUG, "a stack trace is printed as Java does", e);
      return Optional.empty();
    }
  }

  void answered(Frame.TraceReply reply) {
    questions.answered(reply.number(), Optional.ofNullable(reply.lines()));
  }
}
