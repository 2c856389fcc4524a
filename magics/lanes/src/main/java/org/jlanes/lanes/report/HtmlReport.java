package org.jlanes.lanes.report;

import java.util.List;
import java.util.stream.Collectors;
import org.jlanes.lanes.LaneRun;
import org.jlanes.lanes.RunFacts;
import org.jlanes.lanes.run.Nanos;
import org.jlanes.runtime.display.Html;
import org.jlanes.runtime.system.Locales;

/// A report as HTML that keeps its meaning where a notebook is not trusted: the text is complete
/// without styles, shares are `meter` elements, time lines are block characters. Text has the
/// theme's colour.
public final class HtmlReport {
  private static final List<String> JOURNEY =
      List.of("worker", "busy", "over time", "items", "queue", "collect", "out", "back");

  private final LaneRun<?> run;
  private final RunFacts facts;
  private final Figures figures;
  private final TextReport text;

  /// A report on a run.
  public HtmlReport(LaneRun<?> run, Figures figures) {
    this.run = run;
    this.facts = run.facts();
    this.figures = figures;
    this.text = new TextReport(run, figures);
  }

  /// The whole report.
  public String html() {
    StringBuilder out = new StringBuilder();
    out.append("<div style=\"max-width:54em;line-height:1.4\">");
    out.append("<div><b>").append(Html.escape(facts.lane())).append("</b>: ");
    out.append(Html.escape(items())).append("</div>");
    summary(out);
    split(out);
    workers(out);
    list(out, "Slowest", " · ", figures.slowest().stream().map(text::slow).toList());
    list(out, "Retried", "<br>", text.retried());
    list(out, "Failed", "<br>", text.failures());
    list(out, "Notes", "<br>", text.notes());
    return out.append("</div>").toString();
  }

  private String items() {
    return Bars.count(run.outcomes().size(), "item", "items")
        + (facts.lane().equals("virtual")
            ? ", up to " + String.format(Locales.NONE, "%,d", figures.peak()) + " at once"
            : " on " + Bars.count(facts.workers(), "worker", "workers"))
        + text.median()
        + text.ending();
  }

  private void summary(StringBuilder out) {
    out.append("<table style=\"margin:.4em 0;border-collapse:collapse\"><thead><tr>");
    for (String head : List.of("wall time", "task time, summed", "CPU time", "speed-up")) {
      out.append("<th style=\"text-align:left;font-weight:normal;padding:0 1.5em 0 0\">")
          .append(head)
          .append("</th>");
    }
    out.append("</tr></thead><tbody><tr>");
    for (String value :
        List.of(
            Nanos.text(figures.wall()), Nanos.text(figures.task()), text.cpu(), text.speedUp())) {
      out.append("<td style=\"text-align:left;padding:0 1.5em 0 0\"><b>")
          .append(value)
          .append("</b></td>");
    }
    out.append("</tr></tbody></table>");
  }

  /// Where the time went, as a bar whose parts are named below it.
  private void split(StringBuilder out) {
    double whole = facts.compileNanos() + figures.wall();
    long rest = Math.max(0, figures.wall() - figures.ship() - figures.running());
    out.append("<div style=\"width:100%;height:8px;background-color:rgba(128,128,128,.25)\">");
    part(out, "#e0a030", facts.compileNanos() / whole);
    part(out, "#b06fc9", figures.ship() / whole);
    part(out, "#3a9a5c", figures.running() / whole);
    part(out, "#8a8a8a", rest / whole);
    out.append("</div><div>");
    if (facts.compileNanos() > 0) {
      named(out, "#e0a030", "compile " + Nanos.text(facts.compileNanos()));
    }
    named(out, "#b06fc9", "ship " + Nanos.text(figures.ship()));
    named(out, "#3a9a5c", "items running " + Nanos.text(figures.running()));
    named(out, "#8a8a8a", "rest " + Nanos.text(rest));
    out.append("</div>");
    if (!figures.lines().isEmpty()) {
      out.append("<div>each item waited ")
          .append(Nanos.text(figures.queue()))
          .append(" in the queue, its result ")
          .append(Nanos.text(figures.collect()))
          .append(" to be collected (mean)</div>");
    }
    if (!facts.moved().isEmpty()) {
      out.append("<div>moved to the workers and back: ")
          .append(Bars.moved(facts.movedInAll()))
          .append("</div>");
    }
  }

  private static void part(StringBuilder out, String colour, double share) {
    out.append(
        String.format(
            Locales.NONE,
            "<div style=\"float:left;height:8px;width:%.2f%%;background-color:%s\"></div>",
            Math.floor(10_000 * share) / 100,
            colour));
  }

  private static void named(StringBuilder out, String colour, String what) {
    out.append("<span style=\"color:")
        .append(colour)
        .append("\">■</span> ")
        .append(what)
        .append(" &nbsp; ");
  }

  private void workers(StringBuilder out) {
    if (figures.lines().isEmpty()) {
      // No item has ended.
      return;
    }
    out.append("<table style=\"margin:.4em 0;border-collapse:collapse\">");
    boolean journey = !facts.moved().isEmpty();
    if (journey) {
      out.append("<thead><tr>");
      for (String head : JOURNEY) {
        out.append("<th style=\"text-align:left;font-weight:normal;padding:0 1em 0 0\">")
            .append(head)
            .append("</th>");
      }
      out.append("</tr></thead>");
    }
    out.append("<tbody>");
    for (Figures.Line line : figures.lines().stream().limit(TextReport.LISTED).toList()) {
      out.append("<tr>");
      cell(out, Html.escape(line.worker()).replace(" ", "&nbsp;"));
      cell(out, busy(line) + (journey ? "&nbsp;" + Bars.percent(text.share(line)) : ""));
      cell(
          out,
          "<code style=\"font-size:75%;line-height:1;background:none\">│"
              + Bars.line(line.load(), TextReport.full(line)).replace(' ', '\u00a0')
              + "│</code>");
      if (!journey) {
        cell(out, text.busy(line).replace(" ", "&nbsp;"));
      }
      cell(out, TextReport.ended(line).replace(" ", "&nbsp;"));
      if (journey) {
        cell(out, Nanos.text(line.queue()));
        cell(out, Nanos.text(line.collect()));
        cell(out, Bars.bytes(line.moved().sent()));
        cell(out, Bars.bytes(line.moved().received()));
      }
      out.append("</tr>");
    }
    out.append("</tbody></table>");
    if (figures.lines().size() > TextReport.LISTED) {
      out.append("<div>… and ")
          .append(figures.lines().size() - TextReport.LISTED)
          .append(" more workers</div>");
    }
  }

  private String busy(Figures.Line line) {
    return String.format(
        Locales.NONE,
        "<meter min=\"0\" max=\"1\" value=\"%.3f\">%s</meter>",
        text.share(line),
        Bars.percent(text.share(line)));
  }

  private static void cell(StringBuilder out, String content) {
    out.append("<td style=\"text-align:left;padding:0 1em 0 0;white-space:nowrap\">")
        .append(content)
        .append("</td>");
  }

  private static void list(StringBuilder out, String title, String between, List<String> lines) {
    if (!lines.isEmpty()) {
      out.append("<div>").append(title).append(": ");
      out.append(lines.stream().map(Html::escape).collect(Collectors.joining(between)));
      out.append("</div>");
    }
  }
}
