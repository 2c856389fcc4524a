package org.jlanes.lanes.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jlanes.lanes.WorkerPools.Pool;
import org.jlanes.lanes.WorkerPools.Worker;
import org.jlanes.lanes.run.Nanos;
import org.jlanes.runtime.display.Html;
import org.jlanes.runtime.system.Locales;

/// The pools of worker processes as a table.
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
    return new Table(HEADS, rows()).html();
  }

  /// As plain text.
  public String text() {
    if (pools.isEmpty()) {
      return "no pools: the first %%processes starts one";
    }
    return new Table(HEADS, rows()).text();
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
        String.format(Locales.NONE, "%,d", worker.items())
            + (worker.maxItems() == 0
                ? ""
                : String.format(Locales.NONE, " of %,d", worker.maxItems())),
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
    return String.format(Locales.NONE, "%,d MB", Math.round(bytes / 1e6));
  }
}
