package org.jlanes.lanes.process;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jlanes.lanes.WorkerPools;

/// Who is in a pool. Owned by the lock of the [WorkerPool].
final class Members {
  /// Those that wait; the warmest first.
  final Deque<WorkerProcess> idle = new ArrayDeque<>();

  /// Those that runs have.
  final Set<WorkerProcess> leased = new LinkedHashSet<>();

  /// Those that are being started.
  final List<WorkerOrigin> starting = new ArrayList<>();

  /// Those of them whose run has ended before they came.
  final List<WorkerOrigin> orphans = new ArrayList<>();

  /// How many there are or will be in a moment.
  int count() {
    return idle.size() + leased.size() + starting.size();
  }

  /// Starts that are about to happen.
  ///
  /// @param shortage why they are fewer than was wished, or null
  record Plan(List<WorkerOrigin> starts, String shortage) {
    /// Nothing is to be started.
    static final Plan NONE = new Plan(List.of(), null);
  }

  /// Adds starts that are about to happen, with numbers that nobody has: as many as the machine's
  /// memory has room for.
  ///
  /// @param least how many it is in any case
  Plan plan(int n, int least, WorkerSettings settings) {
    if (n <= 0) {
      return Plan.NONE;
    }
    WorkerRoom room = WorkerRoom.now(settings);
    int fitting = room.of(n, idle.size() + leased.size(), starting.size());
    return new Plan(
        start(Math.clamp(fitting, least, n), settings), fitting < n ? room.why() : null);
  }

  private List<WorkerOrigin> start(int n, WorkerSettings settings) {
    List<WorkerOrigin> planned = new ArrayList<>();
    for (int number = 1; planned.size() < n; number++) {
      if (isFree(number)) {
        planned.add(WorkerOrigin.now(number, settings));
        starting.add(planned.getLast());
      }
    }
    return planned;
  }

  private boolean isFree(int number) {
    Stream<WorkerOrigin> running =
        Stream.concat(idle.stream(), leased.stream()).map(WorkerProcess::origin);
    return Stream.concat(running, starting.stream()).noneMatch(o -> o.number() == number);
  }

  /// Each of them, for asking what it does when the lock is no longer held.
  List<Member> all() {
    List<Member> all = new ArrayList<>();
    idle.forEach(worker -> all.add(new Member(worker.origin(), worker, false)));
    leased.forEach(worker -> all.add(new Member(worker.origin(), worker, true)));
    starting.forEach(origin -> all.add(new Member(origin, null, false)));
    return all;
  }

  /// One of them.
  ///
  /// @param worker null while it is being started
  /// @param leased whether a run has it
  record Member(WorkerOrigin origin, WorkerProcess worker, boolean leased) {
    boolean isThere() {
      return worker == null || worker.isAlive();
    }

    WorkerPools.Worker view() {
      return worker == null ? origin.view() : origin.view(worker, leased);
    }
  }
}
