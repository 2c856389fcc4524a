package org.jlanes.lanes.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jlanes.lanes.WorkerPools.Pool;
import org.jlanes.lanes.WorkerPools.Worker;
import org.jlanes.lanes.run.Nanos;

/// The pools of worker processes as a table. The HTML is complete without styles, for notebooks
/// that are not trusted, and its text has the theme's colour.
public final class PoolReport {
  private static final List<String> HEADS =
      List.of("pool", "worker", "pid", "state", "memory", "items", "now", "age");

  private final List<Pool> pools;

  /// A report on pools.
  public PoolReport(List<Pool> pools) {
    this.pools = pools;
  }

  /// As HTML.
  public String html() {
    if (pools.isEmpty()) {
      return "<div>" + Html.escape(text()) + "</div>";
    }
    StringBuilder out = new StringBuilder();
    out.append("<table style=\"margin:.4em 0;border-collapse:collapse\"><thead><tr>");
    HEADS.forEach(head -> cell(out, "th", head));
    out.append("</tr></thead><tbody>");
    for (List<String> row : rows()) {
      out.append("<tr>");
      row.forEach(text -> cell(out, "td", text));
      out.append("</tr>");
    }
    return out.append("</tbody></table>").toString();
  }

  private static void cell(StringBuilder out, String tag, String text) {
    out.append('<').append(tag);
    out.append(" style=\"text-align:left;padding:0 1.5em 0 0;white-space:nowrap\">");
    out.append(Html.escape(text)).append("</").append(tag).append('>');
  }

  /// As plain text.
  public String text() {
    if (pools.isEmpty()) {
      return "no pools: the first %%processes starts one";
    }
    List<List<String>> lines = new ArrayList<>();
    lines.add(HEADS);
    lines.addAll(rows());
    StringBuilder out = new StringBuilder();
    for (List<String> line : lines) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < line.size(); i++) {
        int column = i;
        int width = lines.stream().mapToInt(l -> l.get(column).length()).max().orElse(0);
        text.append(line.get(i)).append(" ".repeat(width - line.get(i).length() + 2));
      }
      out.append(text.toString().stripTrailing()).append('\n');
    }
    return out.toString().stripTrailing();
  }

  private List<List<String>> rows() {
    List<List<String>> rows = new ArrayList<>();
    for (Pool pool : pools) {
      String name = (pool.name() + " " + pool.options()).strip();
      if (!pool.everywhere().isEmpty()) {
        name +=
            pool.everywhere().stream()
                .map(String::valueOf)
                .collect(Collectors.joining(", ", " (first: cell ", ")"));
      }
      String label = name;
      if (pool.workers().isEmpty()) {
        rows.add(List.of(label, "none", "", "", "", "", "", ""));
      }
      pool.workers().forEach(worker -> rows.add(row(label, worker)));
    }
    return rows;
  }

  private static List<String> row(String pool, Worker worker) {
    return List.of(
        pool,
        Integer.toString(worker.number()),
        worker.pid() == 0 ? "" : Long.toString(worker.pid()),
        worker.state().name().toLowerCase(Locale.ROOT),
        worker.memory().isEmpty() ? "" : megabytes(worker.memory().getAsLong()),
        String.format(Locale.ROOT, "%,d", worker.items())
            + (worker.maxItems() == 0
                ? ""
                : String.format(Locale.ROOT, " of %,d", worker.maxItems())),
        now(worker),
        Nanos.text(worker.age().toNanos()));
  }

  private static String now(Worker worker) {
    String cell = worker.cell() == 0 ? "" : "cell " + worker.cell();
    if (worker.work() == null) {
      return cell;
    }
    return (cell.isEmpty() ? "" : cell + ", ")
        + "item "
        + worker.work().item()
        + " for "
        + Nanos.text(worker.work().time().toNanos());
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%,d MB", Math.round(bytes / 1e6));
  }
}
