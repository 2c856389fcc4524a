package org.jlanes.lanes;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jlanes.runtime.display.Displayable;
import org.jlanes.runtime.display.MimeBundle;
import org.jlanes.runtime.scope.CancelledError;

/// What a run computed and how it went. Immutable.
///
/// @param <R> the results
public final class LaneRun<R> implements Displayable {
  private final RunFacts facts;
  private final List<Outcome<R>> outcomes;
  private final List<Outcome<R>> retried;
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
    this.outcomes = sorted(outcomes);
    this.retried = sorted(retried);
    this.size = size;
  }

  private static <R> List<Outcome<R>> sorted(List<Outcome<R>> outcomes) {
    List<Outcome<R>> sorted = new ArrayList<>(outcomes);
    boolean inOrder = true;
    for (int i = 1; i < sorted.size() && inOrder; i++) {
      inOrder = sorted.get(i - 1).index() < sorted.get(i).index();
    }
    if (inOrder) {
      return Collections.unmodifiableList(sorted);
    }
    sorted.sort(
        Comparator.comparingInt((Outcome<R> o) -> o.index()).thenComparingInt(Outcome::attempts));
    return Collections.unmodifiableList(sorted);
  }

  /// The results in the order of the input; null where an item failed or did not run to its end.
  /// Unmodifiable.
  public List<R> values() {
    List<R> values = new ArrayList<>(Collections.nCopies(size, null));
    outcomes.forEach(o -> values.set(o.index(), o.value()));
    return Collections.unmodifiableList(values);
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
