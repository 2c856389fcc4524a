package org.jlanes.lanes.run;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jlanes.lanes.Moved;
import org.jlanes.lanes.Outcome;
import org.jlanes.lanes.Task;
import org.jlanes.runtime.scope.Scope;

/// Where items run: the one thing in which the lanes differ.
public interface Backend {
  /// The lane's name as in the magic: `threads`, `processes`, …
  String lane();

  /// Prepares a run: starts what is missing, sends the body. Time spent here is reported as `ship`
  /// (or start) by [Run#prepareNanos].
  ///
  /// @param scope the scope the items belong to, never null
  /// @throws LaneException if the body cannot run in this lane; says why and what to do
  <T, R> Run<T, R> open(Task<T, R> body, RunOptions options, Scope scope)
      throws LaneException, InterruptedException;

  /// Whether items go to workers in messages, so that [RunOptions#chunk] means something here.
  /// Where it does not, the report says so.
  default boolean sendsMessages() {
    return false;
  }

  /// Has something called when a run lacks workers, before others are started for it: whoever keeps
  /// another run open, for tasks that may come, ends it then if it has nothing to do. Nothing
  /// happens in lanes whose workers cost nothing.
  ///
  /// @param giveBack may be called by any thread and more than once, until it is withdrawn
  default void whenWorkersLack(Runnable giveBack) {}

  /// Withdraws what [#whenWorkersLack] was told.
  default void withdraw(Runnable giveBack) {}

  /// An item that runs now.
  ///
  /// @param worker the worker's name, as in its outcomes
  /// @param index the item
  /// @param since when it began, by `System.nanoTime`
  record Running(String worker, int index, long since) {}

  /// An item of a user who goes on before it has ended, and may change what it is made of. Where
  /// items run in this JVM, they are the user's objects and see that; elsewhere they do not.
  interface Snapshot<T> {
    /// The item itself.
    T item();

    /// Must be called, by the thread that made this and before the user goes on, when the item was
    /// submitted or is known to wait: only then is it certain to stay what it was.
    void keep();
  }

  /// One run of a body over items. `submit` is called by one thread only; outcomes arrive on any.
  interface Run<T, R> extends AutoCloseable {
    /// How many workers run items side by side (threads, processes).
    int workers();

    /// How many items may be in flight at once; at least [#workers].
    int window();

    /// Starts one item; returns at once. `done` is called exactly once for each, also after
    /// [#cancel] (with a `CancelledError` as the failure).
    ///
    /// @param attempt 1 at first, more for a retry
    void submit(int index, T item, int attempt, Consumer<Outcome<R>> done);

    /// An item as it is at this moment, to be submitted whenever. May be called by any thread, as
    /// [Snapshot] says.
    default Snapshot<T> snapshot(T item) {
      return new Snapshot<>() {
        @Override
        public T item() {
          return item;
        }

        @Override
        public void keep() {}
      };
    }

    /// Starts an item of this run's [#snapshot], as the other `submit` does.
    default void submit(int index, Snapshot<T> item, Consumer<Outcome<R>> done) {
      submit(index, item.item(), 1, done);
    }

    /// Starts items that follow each other in the source, as [#submit] does one. A backend that
    /// sends them in messages may send many in one.
    ///
    /// @param first the index of the first of them
    default void submitAll(int first, List<? extends T> items, Collector<R> done) {
      for (int i = 0; i < items.size(); i++) {
        submit(first + i, items.get(i), 1, done);
      }
    }

    /// Stops items that run and those that wait. May be called by any thread, more than once; the
    /// second call may be forceful (kill the worker processes). Nothing need be done for threads of
    /// the run's scope: its cancellation interrupts them.
    default void cancel(String reason) {}

    /// Stops one item, which is told as any other, with a `CancelledError` and without an attempt
    /// if it had not begun. May be called by any thread; nothing happens if the item has ended. In
    /// lanes where items run on threads of this JVM, nothing happens at all.
    ///
    /// @param running whether to stop it also if it runs already
    default void cancel(int index, boolean running, String reason) {}

    /// Nanoseconds spent on starting workers and sending the body.
    default long prepareNanos() {
      return 0;
    }

    /// The item that each worker runs now, for the progress; empty where that is not known. May be
    /// called by any thread.
    default List<Running> running() {
      return List.of();
    }

    /// How much has gone to each worker process so far and come from it, by the workers' names as
    /// in their outcomes; empty in lanes without processes. May be called by any thread.
    default Map<String, Moved> moved() {
      return Map.of();
    }

    /// What the user should know about this run, in order: a worker that died, an item that was run
    /// again. Shown in the report. May be called by any thread.
    default List<String> notes() {
      return List.of();
    }

    /// Attempts that ended with their worker process and that the lane itself has let another one
    /// follow. May be called by any thread.
    default List<Outcome<R>> cutOff() {
      return List.of();
    }

    /// Whether the item that was submitted last was not started, because its result was there: it
    /// does not count for [RunOptions#ratePerSecond].
    default boolean neededNoWork() {
      return false;
    }

    /// Told before [#close] whether every item of the source has ended, well or not.
    default void ended(boolean complete) {}

    /// Waits for stragglers of a cancelled run and gives threads back, if it has any.
    @Override
    default void close() {}
  }
}
