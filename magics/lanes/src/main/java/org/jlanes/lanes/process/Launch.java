package org.jlanes.lanes.process;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jlanes.lanes.run.LaneException;
import org.jlanes.runtime.scope.UnscopedThread;

/// Starts several workers side by side, but no more at once than the cores can start in a useful
/// time. One that cannot start ends the attempt: without any worker if none has started, for then
/// none can; else with those that have, since what was lacking is memory, or processes, or files.
/// Used once.
final class Launch {
  private static final int AT_ONCE = 4 * Runtime.getRuntime().availableProcessors();
  private static final System.Logger LOG = System.getLogger(Launch.class.getName());

  /// Starts one worker.
  @FunctionalInterface
  interface Starter {
    WorkerProcess start(List<String> command, WorkerOrigin origin) throws WorkerStartException;
  }

  private final Starter starter;
  private final List<WorkerProcess> started = new ArrayList<>();
  private final List<Future<WorkerProcess>> starts = new ArrayList<>();

  /// Why one could not be started though another could; the first counts.
  private final AtomicReference<String> shortage = new AtomicReference<>();

  private final AtomicInteger successes = new AtomicInteger();

  Launch(Starter starter) {
    this.starter = starter;
  }

  /// Why not all of them have started, or null.
  String shortage() {
    return shortage.get();
  }

  /// Starts them and waits until they have connected.
  ///
  /// @param workers how many share the machine's memory
  /// @param abandoned gets those that were started, if this throws
  /// @return those that have started
  /// @throws LaneException if none can be started
  List<WorkerProcess> all(
      List<WorkerOrigin> origins, int workers, Consumer<List<WorkerProcess>> abandoned)
      throws LaneException, InterruptedException {
    boolean complete = false;
    var threads = UnscopedThread.named("worker-start").factory();
    try (ExecutorService starters = Executors.newFixedThreadPool(AT_ONCE, threads)) {
      for (WorkerOrigin origin : origins) {
        List<String> command = WorkerCommand.of(origin.settings(), workers);
        starts.add(starters.submit(() -> start(command, origin)));
      }
      collect(starters);
      complete = true;
      return started;
    } catch (ExecutionException e) {
      throw new LaneException(e.getCause().getMessage(), e.getCause());
    } finally {
      if (!complete) {
        cancel();
        abandoned.accept(started);
      }
    }
  }

  /// @return null if no more are to be started, or this one cannot be
  private WorkerProcess start(List<String> command, WorkerOrigin origin)
      throws WorkerStartException {
    if (shortage.get() != null) {
      return null;
    }
    try {
      WorkerProcess worker = starter.start(command, origin);
      successes.incrementAndGet();
      return worker;
    } catch (WorkerStartException e) {
      if (successes.get() == 0) {
        throw e;
      }
      LOG.log(System.Logger.Level.WARNING, "worker " + origin.number(), e);
      shortage.compareAndSet(null, e.getMessage());
      return null;
    }
  }

  private void collect(ExecutorService starters) throws ExecutionException, InterruptedException {
    try {
      for (Future<WorkerProcess> start : starts) {
        WorkerProcess worker = start.get();
        if (worker != null) {
          started.add(worker);
        }
      }
    } catch (ExecutionException | InterruptedException e) {
      // Closing the service would wait for the others, and start those that wait.
      starters.shutdownNow();
      throw e;
    }
  }

  private void cancel() {
    for (Future<WorkerProcess> start : starts) {
      // Interrupts a start that is going on. One that has ended may not be in `started` yet.
      start.cancel(true);
      if (start.state() == Future.State.SUCCESS
          && start.resultNow() != null
          && !started.contains(start.resultNow())) {
        started.add(start.resultNow());
      }
    }
  }
}
