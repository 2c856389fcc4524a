package org.jlanes.lanes.process;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jlanes.lanes.run.LaneException;
import org.jlanes.runtime.scope.UnscopedThread;

/// Starts several workers: all of them, or none. Side by side, but no more at once than the cores
/// can start in a useful time, so that one that cannot start ends the attempt early. Used once.
final class Launch {
  private static final int AT_ONCE = 4 * Runtime.getRuntime().availableProcessors();

  /// Starts one worker.
  @FunctionalInterface
  interface Starter {
    WorkerProcess start(List<String> command, WorkerOrigin origin) throws WorkerStartException;
  }

  private final Starter starter;
  private final List<WorkerProcess> started = new ArrayList<>();
  private final List<Future<WorkerProcess>> starts = new ArrayList<>();

  Launch(Starter starter) {
    this.starter = starter;
  }

  /// Starts them and waits until they have connected.
  ///
  /// @param workers how many share the machine's memory
  /// @param abandoned gets those that were started, if not all could be
  /// @throws LaneException if one cannot be started
  List<WorkerProcess> all(
      List<WorkerOrigin> origins, int workers, Consumer<List<WorkerProcess>> abandoned)
      throws LaneException, InterruptedException {
    boolean complete = false;
    var threads = UnscopedThread.named("worker-start").factory();
    try (ExecutorService starters = Executors.newFixedThreadPool(AT_ONCE, threads)) {
      for (WorkerOrigin origin : origins) {
        List<String> command = WorkerCommand.of(origin.settings(), workers);
        starts.add(starters.submit(() -> starter.start(command, origin)));
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

  private void collect(ExecutorService starters) throws ExecutionException, InterruptedException {
    try {
      for (Future<WorkerProcess> start : starts) {
        started.add(start.get());
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
      if (start.state() == Future.State.SUCCESS && !started.contains(start.resultNow())) {
        started.add(start.resultNow());
      }
    }
  }
}
