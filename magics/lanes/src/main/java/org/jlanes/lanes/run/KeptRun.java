package org.jlanes.lanes.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jlanes.lanes.ItemTiming;
import org.jlanes.lanes.LaneFailure;
import org.jlanes.lanes.Moved;
import org.jlanes.lanes.Outcome;
import org.jlanes.lanes.Task;
import org.jlanes.runtime.display.Troubleshooting;
import org.jlanes.runtime.engine.Services;
import org.jlanes.runtime.scope.CancelledError;
import org.jlanes.runtime.scope.Scope;

/// A run whose results are kept on disk (`--cache`, `--resume`): an item whose result is there gets
/// it at once, and of each other the result is stored as soon as it has ended. The lane itself is
/// opened when the first item needs it. The thread that drives the run owns everything here but
/// what outcomes touch.
final class KeptRun<T, R> implements Backend.Run<T, R> {
  /// The worker of an item whose result was there.
  static final String WORKER = "cache";

  private final Opener<T, R> opener;
  private final ItemKeys keys;
  private final KeptResults<R> results;

  /// Keys of items on their way, for a further attempt.
  private final Map<Integer, KeptResults.Place> places = new ConcurrentHashMap<>();

  private boolean wasThere;
  private volatile Backend.Run<T, R> lane;
  private volatile String cancelled;

  /// Opens the lane that computes what is missing.
  private interface Opener<T, R> {
    Backend.Run<T, R> open() throws Exception;
  }

  private KeptRun(Opener<T, R> opener, ItemKeys keys, KeptResults<R> results) {
    this.opener = opener;
    this.keys = keys;
    this.results = results;
  }

  /// Prepares a run; the lane itself is opened later.
  ///
  /// @throws LaneException if the results of this body cannot be kept; says why
  static <T, R> Backend.Run<T, R> open(
      Backend backend, Task<T, R> body, RunOptions options, Scope scope) throws LaneException {
    String option = options.more().containsKey(RunOptions.CACHE) ? "--cache" : "--resume";
    if (options.eachWorker()) {
      throw new LaneException(
          option + " keeps the results of items: give the body items and their source");
    }
    if (options.repeat() > 1) {
      throw new LaneException(
          "--repeat measures the same work several times, "
              + option
              + " does it once: leave one of them out");
    }
    ItemKeys keys;
    try {
      keys =
          Services.of(ItemKeys.Maker.class, KeptRun.class.getClassLoader())
              .getFirst()
              .of(body, backend, options, scope);
    } catch (LaneException e) {
      throw new LaneException(
          option
              + " cannot tell this body's results from others: "
              + e.getMessage()
              + " "
              + Troubleshooting.CACHE.hint(),
          e);
    }
    return new KeptRun<>(
        () -> scope.call(() -> backend.open(body, options, scope)),
        keys,
        KeptResults.of(keys, options));
  }

  @Override
  public int workers() {
    Backend.Run<T, R> opened = lane;
    return opened == null ? 0 : opened.workers();
  }

  @Override
  public int window() {
    return lane == null ? 1 : lane.window();
  }

  @Override
  public void submit(int index, T item, int attempt, Consumer<Outcome<R>> done) {
    long began = System.nanoTime();
    wasThere = false;
    KeptResults.Place place = places.get(index);
    if (place == null) {
      try {
        place = results.place(keys.of(item, index));
      } catch (LaneException e) {
        done.accept(told(index, null, e, attempt, began));
        return;
      }
      KeptResults.Found<R> found = results.find(place);
      if (found != null) {
        wasThere = true;
        done.accept(told(index, found.value(), null, attempt, began));
        return;
      }
      places.put(index, place);
    }
    KeptResults.Place mine = place;
    lane()
        .submit(
            index,
            item,
            attempt,
            outcome -> {
              if (outcome.succeeded()) {
                places.remove(index);
                results.store(mine, outcome.value());
              }
              done.accept(outcome);
            });
  }

  private Outcome<R> told(int index, R value, Throwable failure, int attempt, long began) {
    ItemTiming timing = new ItemTiming(began, began, began, began, System.nanoTime(), 0);
    return new Outcome<>(index, value, failure, WORKER, attempt, timing);
  }

  private Backend.Run<T, R> lane() {
    if (lane == null) {
      try {
        lane = opener.open();
      } catch (LaneException e) {
        throw new LaneFailure(e.getMessage(), -1, e.getCause(), null);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CancelledError("interrupted");
      } catch (RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new IllegalStateException("the lane failed", e);
      }
      String reason = cancelled;
      if (reason != null) {
        lane.cancel(reason);
      }
    }
    return lane;
  }

  @Override
  public boolean neededNoWork() {
    return wasThere;
  }

  @Override
  public void cancel(String reason) {
    cancelled = reason;
    Backend.Run<T, R> opened = lane;
    if (opened != null) {
      opened.cancel(reason);
    }
  }

  @Override
  public void cancel(int index, boolean running, String reason) {
    Backend.Run<T, R> opened = lane;
    if (opened != null) {
      opened.cancel(index, running, reason);
    }
  }

  @Override
  public Map<String, Moved> moved() {
    Backend.Run<T, R> opened = lane;
    return opened == null ? Map.of() : opened.moved();
  }

  @Override
  public long prepareNanos() {
    return lane == null ? 0 : lane.prepareNanos();
  }

  @Override
  public List<Backend.Running> running() {
    Backend.Run<T, R> opened = lane;
    return opened == null ? List.of() : opened.running();
  }

  @Override
  public List<String> notes() {
    List<String> notes = new ArrayList<>(results.notes());
    if (results.taken() > 0) {
      notes.addAll(keys.remarks());
    }
    Backend.Run<T, R> opened = lane;
    if (opened != null) {
      notes.addAll(opened.notes());
    }
    return notes;
  }

  @Override
  public List<Outcome<R>> cutOff() {
    Backend.Run<T, R> opened = lane;
    return opened == null ? List.of() : opened.cutOff();
  }

  @Override
  public void ended(boolean complete) {
    if (lane != null) {
      lane.ended(complete);
    }
    if (complete) {
      results.complete();
    }
  }

  @Override
  public void close() {
    try {
      if (lane != null) {
        lane.close();
      }
    } finally {
      results.close();
    }
  }
}
