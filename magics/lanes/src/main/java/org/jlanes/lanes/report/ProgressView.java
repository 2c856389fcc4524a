package org.jlanes.lanes.report;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jlanes.lanes.Moved;
import org.jlanes.lanes.run.Nanos;
import org.jlanes.lanes.run.RunWatcher;
import org.jlanes.runtime.display.Html;
import org.jlanes.runtime.display.MimeBundle;
import org.jlanes.runtime.system.Locales;

/// How a run goes on, as shown under the cell meanwhile.
public final class ProgressView {
  private ProgressView() {}

  /// The state of a run as HTML and text.
  ///
  /// @param who stands before it
  public static MimeBundle of(RunWatcher.State state, String who) {
    String headline = who + headline(state);
    StringBuilder text = new StringBuilder(headline);
    StringBuilder html = new StringBuilder("<div>");
    html.append(bar(state)).append(' ').append(Html.escape(headline));
    html.append("<table><tbody>");
    int rows = 0;
    for (RunWatcher.Worker worker : state.workers()) {
      if (rows++ == TextReport.LISTED) {
        break;
      }
      double busy = Math.min(1, (double) worker.busyNanos() / Math.max(1, state.elapsedNanos()));
      String done = Bars.count(worker.done(), "item", "items") + " done" + running(worker);
      if (!worker.moved().equals(Moved.NOTHING)) {
        done += ", " + Bars.moved(worker.moved());
      }
      String line = "│" + Bars.line(worker.load(), full(worker.load())) + "│";
      text.append("\n  ").append(worker.name()).append(": ").append(done).append(' ').append(line);
      html.append("<tr><td>").append(Html.escape(worker.name())).append("</td><td>");
      html.append(
          String.format(Locales.NONE, "<meter min=\"0\" max=\"1\" value=\"%.3f\"></meter>", busy));
      html.append("</td><td><code style=\"font-size:75%;line-height:1;background:none\">")
          .append(line.replace(' ', '\u00a0'))
          .append("</code></td><td>")
          .append(done)
          .append("</td></tr>");
    }
    html.append("</tbody></table>");
    String slowest = slowest(state);
    if (!slowest.isEmpty()) {
      text.append("\n  ").append(slowest);
      html.append("<div>").append(slowest).append("</div>");
    }
    html.append("</div>");
    return MimeBundle.html(html.toString(), text.toString());
  }

  private static double full(double[] load) {
    return Math.max(1, Arrays.stream(load).max().orElse(1));
  }

  /// The slowest so far; empty while too few have ended for that to mean anything.
  private static String slowest(RunWatcher.State state) {
    return state.done() <= state.slowest().size()
        ? ""
        : "slowest so far: "
            + state.slowest().stream()
                .map(item -> "item " + item.index() + ": " + Nanos.text(item.nanos()))
                .collect(Collectors.joining(" · "));
  }

  private static String running(RunWatcher.Worker worker) {
    return worker.item() < 0
        ? ""
        : ", item " + worker.item() + " for " + Nanos.text(worker.itemNanos());
  }

  private static String bar(RunWatcher.State state) {
    return state.total() < 0
        ? "<progress></progress>"
        : "<progress max=\"" + state.total() + "\" value=\"" + state.done() + "\"></progress>";
  }

  private static String headline(RunWatcher.State state) {
    StringBuilder line = new StringBuilder(state.lane()).append(": ");
    line.append(String.format(Locales.NONE, "%,d", state.done()));
    if (state.total() >= 0) {
      line.append(String.format(Locales.NONE, " of %,d", state.total()));
    }
    line.append(" items, ").append(state.started() - state.done()).append(" in flight");
    if (state.failed() > 0) {
      line.append(", ").append(state.failed()).append(" failed");
    }
    if (state.rounds() > 1) {
      line.append(", run ").append(state.round()).append(" of ").append(state.rounds());
    }
    double speedUp = (double) state.taskNanos() / Math.max(1, state.elapsedNanos());
    return line.append(", ")
        .append(Nanos.text(state.elapsedNanos()))
        .append(", speed-up ")
        .append(Bars.factor(speedUp))
        .toString();
  }
}
