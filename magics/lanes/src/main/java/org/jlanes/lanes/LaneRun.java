package org.jlanes.lanes;

import java.util.List;
import org.jlanes.lanes.run.InOrder;
import org.jlanes.runtime.display.Displayable;
import org.jlanes.runtime.display.MimeBundle;
import org.jlanes.runtime.scope.CancelledError;

/// What a run computed and how it went. Immutable.
///
/// @param <R> the results
public final class LaneRun<R> implements Displayable {
  private final RunFacts facts;
  private final InOrder<R> outcomes;
  private final InOrder<R> retried;
  private final int size;

  /// A run that has ended. For lane implementations.
  ///
  /// @param outcomes of the items that ended, in any order
  /// @param size how many items were taken from the source
  public LaneRun(RunFacts facts, List<Outcome<R>> outcomes, int size) {
    this(facts, outcomes, List.of(), size);
  }

  /// A run that has ended, in which items were tried again. For lane implementations.
  ///
  /// @param outcomes of the items that ended, in any order
  /// @param retried attempts that failed and were followed by another one, in any order
  /// @param size how many items were taken from the source
  public LaneRun(RunFacts facts, List<Outcome<R>> outcomes, List<Outcome<R>> retried, int size) {
    this.facts = facts;
    this.outcomes = InOrder.of(outcomes);
    this.retried = InOrder.of(retried);
    this.size = size;
  }

  /// The results in the order of the input; null where an item failed or did not run to its end.
  /// Unmodifiable.
  public List<R> values() {
    return outcomes.values(size);
  }

  /// The items that failed, in the order of the input; not those that were stopped because of
  /// another one.
  public List<Outcome<R>> failures() {
    return outcomes.stream()
        .filter(o -> !o.succeeded() && !(o.failure() instanceof CancelledError))
        .toList();
  }

  /// Value or failure of each item that was started, in the order of the input.
  public List<Outcome<R>> outcomes() {
    return outcomes;
  }

  /// The attempts that failed, or ended with their worker process, and were followed by another
  /// one, in the order of the input: their time is part of the report too.
  public List<Outcome<R>> retried() {
    return retried;
  }

  /// When what happened to each item, the last attempt of it, in the order of the input.
  public List<ItemTiming> timings() {
    return outcomes.stream().map(Outcome::timing).toList();
  }

  /// What is known of the run as a whole.
  public RunFacts facts() {
    return facts;
  }

  /// The account of the run: wall time, task time, CPU time, speed-up, overhead.
  public LaneReport report() {
    return new LaneReport(this);
  }

  /// This run with the time its body took to compile, in nanoseconds.
  public LaneRun<R> compiledIn(long nanos) {
    return with(facts.compiledIn(nanos));
  }

  /// This run with the wall times of all repetitions, in nanoseconds.
  public LaneRun<R> repeated(List<Long> walls) {
    return with(facts.repeated(walls));
  }

  private LaneRun<R> with(RunFacts other) {
    return new LaneRun<>(other, outcomes, retried, size);
  }

  /// How many items were taken from the source.
  public int size() {
    return size;
  }

  @Override
  public MimeBundle toMimeBundle() {
    return report().toMimeBundle();
  }

  @Override
  public String toString() {
    return report().headline();
  }
}
