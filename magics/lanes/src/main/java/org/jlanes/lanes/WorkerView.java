package org.jlanes.lanes;

import java.util.List;
import java.util.function.BinaryOperator;

/// A fixed number of worker processes, each with variables of its own: one program, many data
/// (SPMD). Worker `i` is the one whose bodies see `lane.worker() == i`.
///
/// A variable has the name and type of one of the notebook's, because that is what bodies are
/// compiled against. Once workers have it of their own, bodies in their pool see what their worker
/// has, and the notebook keeps its value:
///
/// ```java
/// double[] x = null; double part = 0;                 // declares the names
/// var view = Lanes.processes(4).view();
/// view.scatter("x", new double[1_000_000]);           // a quarter for each worker
/// view.apply(w -> part = Arrays.stream(x).sum());     // or a cell: %%processes --own
/// double sum = view.reduce("part", Double::sum);
/// double[] all = view.gather("x");
/// ```
///
/// A value lives as long as its process. Where that has ended, was replaced, or has joined since,
/// whatever reads the variable fails and says so; nothing is computed with nulls or zeros in its
/// place. Only what [#push] gives to all workers is given to those that join later too. Classes
/// that change and jars that are added do no harm to values that can be serialized.
///
/// Each method is a run of its own, which takes all workers of the view, and returns when it has
/// ended. Safe for any thread; but let one thread steer a view, because runs side by side never use
/// the same processes. All methods throw
///
/// - [LaneFailure] if a worker fails or lacks the variable, a value cannot be sent, or another run
///   has workers of the pool;
/// - `IllegalArgumentException` if the notebook has no such variable, or one of another type;
/// - `IllegalStateException` outside of a notebook, where variables have no names ([#apply] works);
/// - `CancelledError` when the cell was interrupted.
///
/// @see Lane#view
public interface WorkerView {
  /// How many workers it has.
  int size();

  /// A view of some of these workers.
  ///
  /// @param workers their numbers, from 0 to [#size] - 1
  /// @throws IllegalArgumentException if there is no such worker, or none is named
  WorkerView on(int... workers);

  /// Gives each worker a copy of a value.
  void push(String name, Object value);

  /// Gives each worker a part of an array or a collection: contiguous, in order, none longer than
  /// another by more than one element.
  ///
  /// @throws IllegalArgumentException also if it is neither array nor collection
  void scatter(String name, Object sequence);

  /// The value that each worker has, in the order of the workers.
  <T> List<T> pull(String name);

  /// The workers' parts put together, in the order of the workers: arrays of one type are one
  /// array, collections one list. Of anything else it is the list of the values.
  <T> T gather(String name);

  /// The workers' values combined: `operator` is applied here, in the order of the workers.
  <T> T reduce(String name, BinaryOperator<T> operator);

  /// The elements of the workers' arrays or collections combined: `operator` is applied in each
  /// worker to the elements of its part, and here to what that gives. It must be associative.
  ///
  /// @throws java.util.NoSuchElementException if there are no elements
  <T> T fold(String name, BinaryOperator<T> operator);

  /// Runs a body once in each worker; its argument is the worker's number. Variables of the
  /// notebook that it assigns are the workers' own from then on.
  ///
  /// @return the results in the order of the workers
  <R> List<R> apply(Task<Integer, R> body);

  /// Makes variables the notebook's again, in the whole pool: bodies get its values.
  ///
  /// @throws IllegalStateException if a body with `--everywhere` gives it to each worker
  void drop(String... names);
}
