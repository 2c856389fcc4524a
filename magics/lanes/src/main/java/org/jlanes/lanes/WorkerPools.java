package org.jlanes.lanes;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.jlanes.runtime.display.Displayable;

/// The pools of worker processes of this JVM: what is in them, and ways to steer them. `%pool` is
/// the same as a magic. Shown as a table. Safe for any thread.
///
/// A pool has a name, which `--pool` gives; without it the lane uses the pool `default`. Each has
/// its own workers, memory and JVM options. Runs side by side never share a worker: each takes
/// those that are idle and starts what it lacks, and gives all of them back to the pool.
///
/// @see Lanes#pools
public interface WorkerPools extends Displayable {
  /// What a worker is doing.
  enum State {
    /// The process is being started; it has no number in the system yet.
    STARTING,
    /// It waits for a run.
    IDLE,
    /// A run has it.
    BUSY
  }

  /// One pool at a moment.
  ///
  /// @param name its name
  /// @param options what its workers are started with, as in a header; empty for the defaults
  /// @param size how many workers it was told to have, 0 if it was not
  /// @param everywhere the cells whose body each of its workers runs before all else
  /// @param workers in the order of their numbers
  record Pool(
      String name, String options, int size, List<Integer> everywhere, List<Worker> workers) {
    /// Copies the lists.
    public Pool {
      everywhere = List.copyOf(everywhere);
      workers = List.copyOf(workers);
    }
  }

  /// One worker at a moment.
  ///
  /// @param number in its pool, from 1; one that takes the place of another may get its number
  /// @param pid its process id, 0 while it is being started
  /// @param memory bytes of memory that are its own now; empty where the system does not tell
  /// @param items that it has ended in its life
  /// @param maxItems after how many it is replaced, 0 for never
  /// @param cell the execution count of the cell that has it, 0 for none
  /// @param work what it runs now, or null
  /// @param age since it was started
  record Worker(
      int number,
      long pid,
      State state,
      OptionalLong memory,
      long items,
      int maxItems,
      int cell,
      Work work,
      Duration age) {}

  /// An item that is being run.
  ///
  /// @param item its position in the source
  /// @param time since it began
  record Work(int item, Duration time) {}

  /// The pools there are, in the order in which they were first used.
  List<Pool> list();

  /// The workers of a pool, each with variables of its own: as many as it has now.
  ///
  /// @throws IllegalArgumentException if there is no such pool
  /// @see Lane#view
  WorkerView get(String name);

  /// Ends the workers of a pool and forgets it; whoever uses the name next begins with a new one.
  ///
  /// @param now whether runs that use it fail at once, because it was stopped; their workers are
  ///   killed
  /// @throws IllegalArgumentException if there is no such pool
  /// @throws IllegalStateException if a run uses it, and not `now`
  void stop(String name, boolean now);

  /// Ends the workers of a pool and starts as many, with the same options.
  ///
  /// @param now as in [#stop]
  /// @throws IllegalArgumentException if there is no such pool
  /// @throws IllegalStateException if a run uses it, and not `now`
  /// @throws LaneFailure if the workers cannot be started
  void restart(String name, boolean now);

  /// Gives a pool so many workers: starts those that are missing, ends those that are too many; one
  /// that a run has ends when it is given back. Runs that do not say how many workers they want get
  /// as many from now on.
  ///
  /// @param workers at least 1
  /// @throws IllegalArgumentException if there is no such pool (the pool `default` is made), or the
  ///   number is too small
  /// @throws LaneFailure if the workers cannot be started
  void resize(String name, int workers);
}
