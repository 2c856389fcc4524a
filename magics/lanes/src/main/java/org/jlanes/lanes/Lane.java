package org.jlanes.lanes;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jlanes.lanes.run.RunOptions;

/// A way of running a body over items, with its options. Also an `ExecutorService`, which behaves
/// as the JDK documents: `shutdown` and `close` end its threads. It keeps to [#workers], [#limit]
/// and [#rate]; tasks of worker processes know no rate. Each task's failure is in its future.
/// Cancelling the future stops the task, in a worker process too; one that does not obey costs the
/// worker after some 1.5 seconds, and what else it had is run again. Tasks belong to the cell that
/// submits them: they print there, and end as cancelled when it is interrupted.
///
/// A task of a worker process works on what it captures, and on the notebook's variables, as they
/// are when it is submitted, however long it then waits; in the other lanes it has the same objects
/// as who submits it. One that is run again because its worker died is as it was, too, but for
/// arrays of 1 MB and more that went to the worker at once: those are sent with what they hold
/// then. An object of a notebook variable that a task changes stays changed in that worker, for
/// tasks of the same cell, until it is another one in the notebook.
///
/// [#timeout], [#itemTimeout], [#retries] and [#repeat] are for a run as a whole: a lane that has
/// them throws `UnsupportedOperationException` when a task is submitted.
///
/// Immutable but for the executor: each option gives another lane. Runs of one lane may be started
/// by several threads at once. [#map] and [#forEach] return when every item has ended and throw
///
/// - [LaneFailure] when an item failed (the others are then stopped; not with [#keepGoing]), when
///   the [#timeout] was reached, or when the lane cannot run the body;
/// - `CancelledError` when the cell was interrupted.
public interface Lane extends ExecutorService, LaneStreams {
  /// The lane's name as in the magic: `threads`, `processes`, …
  String name();

  /// This lane with `n` workers: threads or processes.
  ///
  /// @throws IllegalArgumentException if `n` is less than 1
  Lane workers(int n);

  /// This lane with at most `n` items in flight at once.
  ///
  /// @throws IllegalArgumentException if `n` is less than 1
  Lane limit(int n);

  /// This lane with at most so many items started per second.
  ///
  /// @throws IllegalArgumentException if the rate is not positive
  Lane rate(double itemsPerSecond);

  /// This lane with a limit for the whole run.
  ///
  /// @throws IllegalArgumentException if the duration is not positive
  Lane timeout(Duration duration);

  /// This lane with a limit for each item. One that takes longer is stopped and fails with a
  /// `TimeoutException`; with [#retries] it is tried again, and has the whole time again. A worker
  /// process that does not stop it is killed after some 1.5 seconds. In the other lanes an item
  /// that cannot be interrupted goes on, and what it gives in the end counts.
  ///
  /// @throws IllegalArgumentException if the duration is not positive
  Lane itemTimeout(Duration duration);

  /// This lane, trying each failed item up to `n` times more.
  ///
  /// Where an item ended its worker process that is tried again in another one: then what it had
  /// done outside, to files or a database, happens twice. If nothing is said of retries such an
  /// item gets three workers; `retries(0)` forbids it.
  ///
  /// @throws IllegalArgumentException if `n` is negative
  Lane retries(int n);

  /// This lane, going on after failures: they are listed in [LaneRun#failures].
  Lane keepGoing();

  /// This lane with so many items per message to a worker process. The other lanes send no
  /// messages; their reports say that it has no effect.
  ///
  /// @throws IllegalArgumentException if `n` is less than 1
  Lane chunk(int n);

  /// This lane without progress and report.
  Lane quiet();

  /// This lane, doing each run `n` times; the run with the median wall time is the result.
  ///
  /// @throws IllegalArgumentException if `n` is less than 1
  Lane repeat(int n);

  /// This lane, whose streams give the results in the order of the items. One that is slow holds
  /// back those behind it, at most about a thousand.
  Lane inOrder();

  /// This lane, keeping the result of each item on disk as soon as it has ended, and taking those
  /// that are there, also from other kernels. Two items have the same result if the body's code and
  /// that of all notebook classes it reaches, the values it captures and the item are the same, and
  /// the JDK and, where it uses libraries, the class path. Failures are not kept, and what a body
  /// prints is not printed again. The report tells how many results were there.
  ///
  /// A run throws [LaneFailure] if a value that the body captures cannot be written down, and an
  /// item that cannot be fails.
  ///
  /// @see Lanes#cache()
  default Lane cache() {
    return option(RunOptions.CACHE, "true");
  }

  /// This lane with [#cache()] in a folder of its own, which must belong to the user: who can put
  /// files there can run code here.
  default Lane cache(Path folder) {
    return cache().option(RunOptions.CACHE_DIR, folder.toString());
  }

  /// This lane, keeping results as [#cache()] does, but only until a run has computed all of them:
  /// a run that was interrupted, has failed or whose JVM was killed is gone on with by the next one
  /// of the same body. Equal items have results of their own.
  default Lane resume() {
    return option(RunOptions.RESUME, "true");
  }

  /// This lane with an option of its own. Those of the process lane, as in a header:
  ///
  /// - `pool`: the name of the pool whose workers it uses (see [WorkerPools]);
  /// - `memory`: heap of each worker, `512m`;
  /// - `jvm`: options for the workers' JVMs, split as a shell would, `-Xss4m -Dmode=fast`;
  /// - `max-items`: how many items a worker runs before another one takes its place.
  Lane option(String name, String value);

  @Override
  <T> CompletableFuture<T> submit(Callable<T> task);

  @Override
  <T> CompletableFuture<T> submit(Runnable task, T result);

  @Override
  CompletableFuture<?> submit(Runnable task);

  /// The workers of the process lane, each with variables of its own. Their pool has so many
  /// workers from now on, as after `%pool resize`, so that cells without `--workers` use the same
  /// ones.
  ///
  /// @throws UnsupportedOperationException in the other lanes
  /// @throws LaneFailure if the workers cannot be started
  WorkerView view();

  /// Computes the result of each item.
  <T, R> LaneRun<R> map(Source<T> items, Task<T, R> body);

  /// Computes the result of each item of a collection.
  default <T, R> LaneRun<R> map(Collection<? extends T> items, Task<T, R> body) {
    return map(Source.<T>of(items), body);
  }

  /// Computes the result of each item of anything that can be iterated.
  default <T, R> LaneRun<R> map(Iterable<? extends T> items, Task<T, R> body) {
    return map(Source.<T>of(items), body);
  }

  /// Computes the result of each item that an iterator still has.
  default <T, R> LaneRun<R> map(Iterator<? extends T> items, Task<T, R> body) {
    return map(Source.<T>of(items), body);
  }

  /// Computes the result of each element of a stream.
  default <T, R> LaneRun<R> map(Stream<? extends T> items, Task<T, R> body) {
    return map(Source.<T>of(items), body);
  }

  /// Computes the result of each entry of a map.
  default <K, V, R> LaneRun<R> map(
      Map<? extends K, ? extends V> items, Task<Map.Entry<K, V>, R> body) {
    return map(Source.<K, V>of(items), body);
  }

  /// Computes the result of each element of an array.
  default <T, R> LaneRun<R> map(T[] items, Task<T, R> body) {
    return map(Source.of(items), body);
  }

  /// Computes the result of each element of an array.
  default <R> LaneRun<R> map(int[] items, Task<Integer, R> body) {
    return map(Source.of(items), body);
  }

  /// Computes the result of each element of an array.
  default <R> LaneRun<R> map(long[] items, Task<Long, R> body) {
    return map(Source.of(items), body);
  }

  /// Computes the result of each element of an array.
  default <R> LaneRun<R> map(double[] items, Task<Double, R> body) {
    return map(Source.of(items), body);
  }

  /// Computes the result of each element of an array.
  default <R> LaneRun<R> map(boolean[] items, Task<Boolean, R> body) {
    return map(Source.of(items), body);
  }

  /// Computes the result of each element of an array.
  default <R> LaneRun<R> map(byte[] items, Task<Byte, R> body) {
    return map(Source.of(items), body);
  }

  /// Computes the result of each element of an array.
  default <R> LaneRun<R> map(short[] items, Task<Short, R> body) {
    return map(Source.of(items), body);
  }

  /// Computes the result of each element of an array.
  default <R> LaneRun<R> map(char[] items, Task<Character, R> body) {
    return map(Source.of(items), body);
  }

  /// Computes the result of each element of an array.
  default <R> LaneRun<R> map(float[] items, Task<Float, R> body) {
    return map(Source.of(items), body);
  }

  /// Computes the result of each element of a stream.
  default <R> LaneRun<R> map(IntStream items, Task<Integer, R> body) {
    return map(Source.of(items), body);
  }

  /// Computes the result of each element of a stream.
  default <R> LaneRun<R> map(LongStream items, Task<Long, R> body) {
    return map(Source.of(items), body);
  }

  /// Computes the result of each element of a stream.
  default <R> LaneRun<R> map(DoubleStream items, Task<Double, R> body) {
    return map(Source.of(items), body);
  }

  /// Computes the result of each number from 0 to n - 1. For a long n write `Source.of(n)`: with an
  /// overload the compiler could not tell which of the two a lambda is for.
  default <R> LaneRun<R> map(int n, Task<Integer, R> body) {
    return map(Source.of(n), body);
  }

  /// Works on each item.
  default <T> LaneRun<Void> forEach(Source<T> items, Action<T> body) {
    return map(items, new ActionTask<>(body));
  }

  /// Works on each item of a collection.
  default <T> LaneRun<Void> forEach(Collection<? extends T> items, Action<T> body) {
    return forEach(Source.<T>of(items), body);
  }

  /// Works on each item of anything that can be iterated.
  default <T> LaneRun<Void> forEach(Iterable<? extends T> items, Action<T> body) {
    return forEach(Source.<T>of(items), body);
  }

  /// Works on each item that an iterator still has.
  default <T> LaneRun<Void> forEach(Iterator<? extends T> items, Action<T> body) {
    return forEach(Source.<T>of(items), body);
  }

  /// Works on each element of a stream.
  default <T> LaneRun<Void> forEach(Stream<? extends T> items, Action<T> body) {
    return forEach(Source.<T>of(items), body);
  }

  /// Works on each entry of a map.
  default <K, V> LaneRun<Void> forEach(
      Map<? extends K, ? extends V> items, Action<Map.Entry<K, V>> body) {
    return forEach(Source.<K, V>of(items), body);
  }

  /// Works on each element of an array.
  default <T> LaneRun<Void> forEach(T[] items, Action<T> body) {
    return forEach(Source.of(items), body);
  }

  /// Works on each element of an array.
  default LaneRun<Void> forEach(int[] items, Action<Integer> body) {
    return forEach(Source.of(items), body);
  }

  /// Works on each element of an array.
  default LaneRun<Void> forEach(long[] items, Action<Long> body) {
    return forEach(Source.of(items), body);
  }

  /// Works on each element of an array.
  default LaneRun<Void> forEach(double[] items, Action<Double> body) {
    return forEach(Source.of(items), body);
  }

  /// Works on each element of an array.
  default LaneRun<Void> forEach(boolean[] items, Action<Boolean> body) {
    return forEach(Source.of(items), body);
  }

  /// Works on each element of an array.
  default LaneRun<Void> forEach(byte[] items, Action<Byte> body) {
    return forEach(Source.of(items), body);
  }

  /// Works on each element of an array.
  default LaneRun<Void> forEach(short[] items, Action<Short> body) {
    return forEach(Source.of(items), body);
  }

  /// Works on each element of an array.
  default LaneRun<Void> forEach(char[] items, Action<Character> body) {
    return forEach(Source.of(items), body);
  }

  /// Works on each element of an array.
  default LaneRun<Void> forEach(float[] items, Action<Float> body) {
    return forEach(Source.of(items), body);
  }

  /// Works on each element of a stream.
  default LaneRun<Void> forEach(IntStream items, Action<Integer> body) {
    return forEach(Source.of(items), body);
  }

  /// Works on each element of a stream.
  default LaneRun<Void> forEach(LongStream items, Action<Long> body) {
    return forEach(Source.of(items), body);
  }

  /// Works on each element of a stream.
  default LaneRun<Void> forEach(DoubleStream items, Action<Double> body) {
    return forEach(Source.of(items), body);
  }

  /// Works on each number from 0 to n - 1; for a long n see [#map(int, Task)].
  default LaneRun<Void> forEach(int n, Action<Integer> body) {
    return forEach(Source.of(n), body);
  }
}
