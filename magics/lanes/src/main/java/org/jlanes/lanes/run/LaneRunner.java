package org.jlanes.lanes.run;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jlanes.lanes.LaneFailure;
import org.jlanes.lanes.LaneRun;
import org.jlanes.lanes.RunFacts;
import org.jlanes.lanes.Source;
import org.jlanes.lanes.Task;
import org.jlanes.runtime.scope.CancelledError;
import org.jlanes.runtime.scope.FullHeap;
import org.jlanes.runtime.scope.Scope;

/// Runs a body over the items of a source in a lane. Immutable; may be used by any thread.
///
/// @param backend the lane
/// @param options the run's options
/// @param watcher is told how the run goes on
public record LaneRunner(Backend backend, RunOptions options, RunWatcher watcher) {
  private static final AtomicLong NUMBER = new AtomicLong();

  /// Looked up once: that takes longer than many a run.
  private static final java.lang.management.OperatingSystemMXBean MACHINE =
      ManagementFactory.getOperatingSystemMXBean();

  /// Runs every item; returns when all have ended. Items belong to a child of the calling thread's
  /// scope. The run is remembered in [LaneHistory], however it ends, unless the options forbid it.
  ///
  /// @throws LaneFailure if an item or the source failed (unless the options say to go on), the
  ///   time was up, or the lane cannot run the body
  /// @throws CancelledError if the scope was cancelled or the calling thread interrupted
  public <T, R> LaneRun<R> run(Source<T> source, Task<T, R> body) {
    return run(source, body, Outlet.none());
  }

  /// The same, telling the outcomes as they come.
  public <T, R> LaneRun<R> run(Source<T> source, Task<T, R> body, Outlet<R> outlet) {
    try {
      if (options.repeat() == 1 || source.repeatable()) {
        return repeat(round -> once(source, body, outlet, round));
      }
      // The first round pulls the items, under the clock, and keeps them for the others.
      List<T> kept = new ArrayList<>();
      Iterable<T> first = () -> keeping(source.iterator(), kept);
      return repeat(
          round -> once(round == 1 ? Source.of(first) : Source.of(kept), body, outlet, round));
    } finally {
      source.close();
    }
  }

  /// Runs a body once on each worker; its item is the worker's number.
  ///
  /// @throws LaneFailure as [#run]
  /// @throws CancelledError as [#run]
  public <R> LaneRun<R> runOnEachWorker(Task<Integer, R> body) {
    return runOnEachWorker(body, Outlet.none());
  }

  /// The same, telling the outcomes as they come.
  public <R> LaneRun<R> runOnEachWorker(Task<Integer, R> body, Outlet<R> outlet) {
    LaneRunner each =
        new LaneRunner(backend, options.with(RunOptions.EACH_WORKER, "true"), watcher);
    return each.repeat(round -> each.once(null, body, outlet, round));
  }

  private interface Round<R> {
    LaneRun<R> run(int number);
  }

  private <R> LaneRun<R> repeat(Round<R> round) {
    List<LaneRun<R>> runs = new ArrayList<>();
    for (int i = 1; i <= options.repeat(); i++) {
      runs.add(round.run(i));
    }
    if (runs.size() == 1) {
      return runs.getFirst();
    }
    List<Long> walls = runs.stream().map(LaneRunner::wall).toList();
    runs.sort(Comparator.comparingLong(LaneRunner::wall));
    LaneRun<R> median = runs.get((runs.size() - 1) / 2).repeated(walls);
    record(median);
    return median;
  }

  private void record(LaneRun<?> run) {
    if (!options.more().containsKey(RunOptions.UNRECORDED)) {
      LaneHistory.current().record(run);
    }
  }

  private static long wall(LaneRun<?> run) {
    RunFacts facts = run.facts();
    return facts.ended() - facts.began();
  }

  @SuppressWarnings("unchecked") // without items T is Integer, see runOnEachWorker
  private <T, R> LaneRun<R> once(Source<T> items, Task<T, R> body, Outlet<R> outlet, int round) {
    Scope outer = Scope.current();
    Scope parent = outer != null ? outer : PlainOutput.scope();
    Scope scope = parent.child("lane-" + NUMBER.incrementAndGet());
    Stop stop = new Stop(scope);
    long cpu = processCpuNanos();
    long began = System.nanoTime();
    LaneRun<R> result;
    try (Backend.Run<T, R> run = open(body, fitting(items), scope, stop)) {
      Source<T> source = items != null ? items : (Source<T>) (Source<?>) Source.of(run.workers());
      RunState state = new RunState(backend.lane(), source.size(), round, options.repeat());
      RunLoop<T, R> loop =
          new RunLoop<>(
              run,
              new Intake<>(iterator(source, scope, stop), source.size() >= 0, scope),
              options,
              scope,
              stop,
              state,
              outlet);
      outlet.begun(tap(loop, stop));
      if (options.chunk() > 0 && !backend.sendsMessages()) {
        loop.note(
            "the chunk of "
                + options.chunk()
                + " items means nothing to the "
                + backend.lane()
                + " lane, which sends no messages");
      }
      try (RunClock _ =
          new RunClock(
              left(began),
              () -> stop.timedOut(options.timeout(), state),
              () -> watcher.progress(state.now(run.running(), run.moved())))) {
        loop.drive();
      }
      long cpuEnd = processCpuNanos();
      long spent = cpu < 0 || cpuEnd < 0 ? -1 : cpuEnd - cpu;
      result = FullHeap.outlast(() -> loop.result(backend.lane(), began, spent));
      run.ended(!stop.stopped());
    } finally {
      stop.close();
      settle(parent, stop);
      FullHeap.outlast(scope::close);
    }
    record(result);
    FullHeap.outlast(() -> stop.rethrow(result));
    return result;
  }

  private static Outlet.Tap tap(RunLoop<?, ?> loop, Stop stop) {
    return new Outlet.Tap() {
      @Override
      public int window() {
        return loop.window();
      }

      @Override
      public void nudge() {
        loop.nudge();
      }

      @Override
      public void stop(RunFacts.Ending how, String why) {
        stop.now(how, why);
      }
    };
  }

  /// No process is asked for that no item can need.
  private RunOptions fitting(Source<?> items) {
    if (items == null || items.size() < 0 || !backend.sendsMessages()) {
      return options;
    }
    long most = Math.max(items.size(), 1);
    return options.workers() > most ? options.withWorkers((int) most) : options;
  }

  private <T, R> Backend.Run<T, R> open(
      Task<T, R> body, RunOptions fitting, Scope scope, Stop stop) {
    try (RunClock _ = new RunClock(options.timeout(), () -> notReady(stop), () -> {})) {
      return scope.call(() ->
          options.keepsResults()
              ? KeptRun.open(backend, body, fitting, scope)
              : backend.open(body, fitting, scope));
    } catch (LaneException e) {
      throw new LaneFailure(e.getMessage(), -1, e.getCause(), null);
    } catch (InterruptedException | CancelledError e) {
      stop.rethrow(null);
      Thread.currentThread().interrupt();
      throw new CancelledError("interrupted");
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new LaneFailure("the " + backend.lane() + " lane failed: " + e, -1, e, null);
    }
  }

  private void notReady(Stop stop) {
    stop.now(
        RunFacts.Ending.TIMED_OUT,
        "the "
            + backend.lane()
            + " lane was not ready for the first item within "
            + Nanos.text(options.timeout().toNanos()));
  }

  /// What is left of the timeout; null if there is none.
  private Duration left(long began) {
    Duration timeout = options.timeout();
    return timeout == null ? null : timeout.minusNanos(System.nanoTime() - began);
  }

  private static <T> Iterator<T> iterator(Iterable<T> items, Scope scope, Stop stop) {
    try {
      return scope.call(items::iterator);
    } catch (Exception | Error e) {
      stop.sourceFailed(0, e);
      return Collections.emptyIterator();
    }
  }

  private static <T> Iterator<T> keeping(Iterator<T> items, List<T> kept) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return items.hasNext();
      }

      @Override
      public T next() {
        T item = items.next();
        kept.add(item);
        return item;
      }
    };
  }

  /// A run that stopped itself interrupts its threads, the calling one too if it was just pulling
  /// an item: that interrupt has done its work. One that came from outside is kept.
  private static void settle(Scope parent, Stop stop) {
    boolean ours =
        switch (stop.ending()) {
          case FAILED, TIMED_OUT, LEFT -> true;
          case COMPLETE, INTERRUPTED -> false;
        };
    if (ours && !parent.cancelled()) {
      Thread.interrupted();
    }
  }

  private static long processCpuNanos() {
    return MACHINE instanceof OperatingSystemMXBean os ? os.getProcessCpuTime() : -1;
  }
}
