package org.jlanes.magics.lane;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jlanes.lanes.LaneFailure;
import org.jlanes.lanes.LaneRun;
import org.jlanes.lanes.Outcome;
import org.jlanes.magics.header.Target;
import org.jlanes.runtime.engine.CellFailure;
import org.jlanes.runtime.engine.NotebookEngine;

/// What to say about a run that did not end well.
///
/// @param engine knows the lines of the cell
/// @param target the variable behind the arrow, or null
/// @param grew whether it has what had come; otherwise it keeps its old value
record LaneTrouble(NotebookEngine engine, Target target, boolean grew) {
  private static final int LISTED = 8;
  private static final String RED = "\u001b[31m";
  private static final String PLAIN = "\u001b[0m";

  /// The failure of the cell: the exception of the item, with the item and the line of the cell.
  CellFailure failure(LaneFailure failure) {
    List<String> lines = new ArrayList<>();
    Throwable cause = failure.getCause();
    boolean users = cause != null && failure.run() != null;
    String name;
    String text;
    if (users) {
      CellFailure shown = engine.failure(cause);
      name = shown.name();
      text = shown.text();
      lines.add(RED + where(failure) + PLAIN);
      lines.addAll(shown.traceback());
    } else {
      name = failure.run() == null ? "LaneException" : "TimeoutException";
      text = failure.getMessage();
      lines.add(RED + text + PLAIN);
    }
    lines.add(kept(failure.run()));
    return new CellFailure(name, text, lines, cause != null ? cause : failure);
  }

  private static String where(LaneFailure failure) {
    String message = failure.getMessage();
    int end = message.indexOf(": " + Outcome.describe(failure.getCause()));
    return end < 0 ? message : message.substring(0, end);
  }

  /// What became of the results.
  String kept(LaneRun<?> run) {
    StringBuilder text = new StringBuilder();
    if (target != null) {
      text.append('`')
          .append(target.name())
          .append(grew ? "` has the results that had come. " : "` was not changed. ");
    }
    if (run != null) {
      long computed = run.outcomes().stream().filter(Outcome::succeeded).count();
      text.append("What was computed is in Lanes.last(): ")
          .append(computed)
          .append(computed == 1 ? " result" : " results")
          .append(" of ")
          .append(run.size())
          .append(run.size() == 1 ? " item" : " items")
          .append(" that had been started.");
    }
    return text.toString().strip();
  }

  /// A text with the full stop that many messages have already.
  private static String sentence(String text) {
    return text.endsWith(".") ? text : text + ".";
  }

  /// The warning about items that failed while the run went on.
  ///
  /// @param filler what stands at their places, or null if they have none
  static String warning(LaneRun<?> run, Target target, String filler) {
    List<? extends Outcome<?>> failed = run.failures();
    String indices =
        failed.stream()
            .limit(LISTED)
            .map(o -> String.valueOf(o.index()))
            .collect(Collectors.joining(", "));
    String name = target == null ? "The result" : "`" + target.name() + "`";
    return "Warning: "
        + failed.size()
        + " of "
        + run.size()
        + (run.size() == 1 ? " item" : " items")
        + " failed ("
        + (failed.size() == 1 ? "item " : "items ")
        + indices
        + (failed.size() > LISTED ? ", …" : "")
        + "); the first with "
        + sentence(failed.getFirst().failureText())
        + " "
        + name
        + (filler == null ? " has nothing for them" : " holds " + filler + " there")
        + ". Lanes.last().failures() lists them.";
  }
}
