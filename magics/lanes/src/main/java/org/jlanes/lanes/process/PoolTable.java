package org.jlanes.lanes.process;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jlanes.lanes.LaneFailure;
import org.jlanes.lanes.WorkerPools;
import org.jlanes.lanes.WorkerView;
import org.jlanes.lanes.report.PoolReport;
import org.jlanes.lanes.run.LaneException;
import org.jlanes.lanes.run.RunOptions;
import org.jlanes.runtime.display.MimeBundle;
import org.jlanes.runtime.scope.CancelledError;

/// The pools by name. What a run's options do not name is the pool `default`; where they give
/// memory or JVM options without a name, a pool with these, `default-2` and so on. Safe for any
/// thread; its lock is held for looking up only.
final class PoolTable implements WorkerPools {
  private static final String DEFAULT = "default";

  private record Entry(WorkerPool pool, boolean nameless) {}

  private final Map<String, Entry> pools = new LinkedHashMap<>();
  private final Function<RunOptions, WorkerView> views;

  /// @param views makes the view of the workers that a run with some options uses
  PoolTable(Function<RunOptions, WorkerView> views) {
    this.views = views;
  }

  /// The pool for a run. A named one keeps the memory and JVM options that it has been given last.
  ///
  /// @throws LaneException if these options cannot be right
  synchronized WorkerPool of(RunOptions options) throws LaneException {
    WorkerSettings wanted = WorkerSettings.NONE.with(options);
    boolean plain = wanted.equals(WorkerSettings.NONE);
    String name = options.more().get("pool");
    if (name == null && plain) {
      return named(DEFAULT, wanted, true);
    }
    if (name == null) {
      return nameless(wanted);
    }
    WorkerPool pool = named(name, wanted, false);
    if (!plain) {
      pool.adopt(pool.settings().with(options));
    }
    return pool;
  }

  private WorkerPool named(String name, WorkerSettings settings, boolean nameless) {
    return pools.computeIfAbsent(
            name, n -> new Entry(new WorkerPool(n, settings, new PoolState()), nameless))
        .pool;
  }

  private WorkerPool nameless(WorkerSettings wanted) {
    for (Entry entry : pools.values()) {
      if (entry.nameless && entry.pool.settings().equals(wanted)) {
        return entry.pool;
      }
    }
    int number = 2;
    while (pools.containsKey(DEFAULT + "-" + number)) {
      number++;
    }
    return named(DEFAULT + "-" + number, wanted, true);
  }

  /// Keeps a pool in which workers have started, also if another run could start none meanwhile.
  synchronized void remember(WorkerPool pool) {
    pools.putIfAbsent(pool.name(), new Entry(pool, pool.name().startsWith(DEFAULT)));
  }

  /// Forgets a pool in which no worker could be started.
  synchronized void forgetIfUnproven(WorkerPool pool) {
    if (pool.unproven()) {
      pools.values().removeIf(entry -> entry.pool.equals(pool));
    }
  }

  private synchronized Entry find(String name) {
    Entry entry = pools.get(name);
    if (entry == null) {
      throw new IllegalArgumentException(
          "there is no pool `"
              + name
              + "`; "
              + (pools.isEmpty()
                  ? "the first %%processes makes one"
                  : "there are " + String.join(", ", pools.keySet())));
    }
    return entry;
  }

  private synchronized List<WorkerPool> all() {
    return pools.values().stream().map(Entry::pool).toList();
  }

  @Override
  public List<Pool> list() {
    return all().stream().map(WorkerPool::view).toList();
  }

  @Override
  public WorkerView get(String name) {
    WorkerPool pool = find(name).pool;
    int workers = pool.size() > 0 ? pool.size() : Math.max(1, pool.view().workers().size());
    return views.apply(RunOptions.DEFAULT.withQuiet(true).withWorkers(workers).with("pool", name));
  }

  @Override
  public void stop(String name, boolean now) {
    Entry entry = find(name);
    end(entry.pool, "was stopped", "stop", now);
    entry.pool.state().end();
    synchronized (this) {
      pools.remove(name, entry);
    }
  }

  @Override
  public void restart(String name, boolean now) {
    Entry entry = find(name);
    WorkerPool before = entry.pool;
    int size = before.size();
    int workers = before.view().workers().size();
    end(before, "was restarted", "restart", now);
    WorkerPool fresh = new WorkerPool(name, before.settings(), before.state());
    synchronized (this) {
      pools.replace(name, entry, new Entry(fresh, entry.nameless));
    }
    start(fresh, Math.max(1, size > 0 ? size : workers), size > 0);
  }

  /// Ends the workers of a pool, or says who needs them.
  private static void end(WorkerPool pool, String what, String verb, boolean now) {
    String why = "the pool `" + pool.name() + "` " + what + " while this run used it";
    List<Integer> users = pool.stop(why, now);
    if (!users.isEmpty()) {
      throw new IllegalStateException(
          "the pool `"
              + pool.name()
              + "` is used by "
              + cells(users)
              + "; wait, interrupt it, or "
              + verb
              + " the pool all the same with --now");
    }
  }

  /// Cells by their execution counts, in words; 0 is code outside of cells.
  static String cells(Collection<Integer> cells) {
    return cells.stream()
        .map(cell -> cell == 0 ? "a run outside of cells" : "cell " + cell)
        .collect(Collectors.joining(" and "));
  }

  @Override
  public void resize(String name, int workers) {
    if (workers < 1 || workers > RunOptions.MOST_WORKERS) {
      throw new IllegalArgumentException(
          "a pool has 1 to " + RunOptions.MOST_WORKERS + " workers, not " + workers);
    }
    WorkerPool pool;
    synchronized (this) {
      pool = name.equals(DEFAULT) ? named(name, WorkerSettings.NONE, true) : find(name).pool;
    }
    start(pool, workers, true);
  }

  private void start(WorkerPool pool, int workers, boolean stay) {
    try {
      pool.resize(workers, stay);
    } catch (LaneException e) {
      throw new LaneFailure(e.getMessage(), -1, e.getCause(), null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancelledError("interrupted");
    } finally {
      forgetIfUnproven(pool);
    }
  }

  @Override
  public MimeBundle toMimeBundle() {
    PoolReport report = new PoolReport(list());
    return MimeBundle.html(report.html(), report.text());
  }

  @Override
  public String toString() {
    return new PoolReport(list()).text();
  }
}
