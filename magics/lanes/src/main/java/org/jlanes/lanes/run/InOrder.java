package org.jlanes.lanes.run;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.RandomAccess;
import org.jlanes.lanes.Outcome;

/// Outcomes in the order of the source, put together from streaks and from others without making
/// the outcomes of the streaks. Immutable.
public final class InOrder<R> extends AbstractList<Outcome<R>> implements RandomAccess {
  private final List<List<Outcome<R>>> parts;

  /// How many outcomes there are up to the end of each part.
  private final int[] ends;

  private InOrder(List<List<Outcome<R>>> parts) {
    this.parts = parts;
    this.ends = parts.stream().mapToInt(List::size).toArray();
    Arrays.parallelPrefix(ends, Math::addExact);
  }

  /// Sorts outcomes, of one item by the attempts.
  public static <R> InOrder<R> of(List<Outcome<R>> outcomes) {
    return outcomes instanceof InOrder<R> sorted ? sorted : of(outcomes, List.of());
  }

  /// Sorts outcomes.
  ///
  /// @param others of which none is of an item of the streaks
  static <R> InOrder<R> of(Collection<Outcome<R>> others, List<Streak<R>> streaks) {
    List<Outcome<R>> singles = sorted(others);
    List<Streak<R>> rows = new ArrayList<>(streaks);
    rows.sort(Comparator.comparingInt(Streak::first));
    List<List<Outcome<R>>> parts = new ArrayList<>();
    int from = 0;
    for (Streak<R> row : rows) {
      int to = from;
      while (to < singles.size() && singles.get(to).index() < row.first()) {
        to++;
      }
      if (to > from) {
        parts.add(singles.subList(from, to));
      }
      parts.add(row);
      from = to;
    }
    if (from < singles.size()) {
      parts.add(from == 0 ? singles : singles.subList(from, singles.size()));
    }
    return new InOrder<>(parts);
  }

  private static <R> List<Outcome<R>> sorted(Collection<Outcome<R>> outcomes) {
    List<Outcome<R>> sorted = new ArrayList<>(outcomes);
    boolean inOrder = true;
    for (int i = 1; i < sorted.size() && inOrder; i++) {
      inOrder = sorted.get(i - 1).index() < sorted.get(i).index();
    }
    if (!inOrder) {
      sorted.sort(
          Comparator.comparingInt((Outcome<R> o) -> o.index()).thenComparingInt(Outcome::attempts));
    }
    return sorted;
  }

  @Override
  public int size() {
    return ends.length == 0 ? 0 : ends[ends.length - 1];
  }

  @Override
  public Outcome<R> get(int position) {
    if (position < 0 || position >= size()) {
      throw new IndexOutOfBoundsException(position);
    }
    int found = Arrays.binarySearch(ends, position + 1);
    int part = found < 0 ? -found - 1 : found;
    return parts.get(part).get(position - (part == 0 ? 0 : ends[part - 1]));
  }

  /// The results, each at its item's index; null where there is none. Unmodifiable.
  ///
  /// @param size how many items there are
  @SuppressWarnings("unchecked") // nothing else is put in
  public List<R> values(int size) {
    Object[] values = new Object[size];
    for (List<Outcome<R>> part : parts) {
      if (part instanceof Streak<R> streak) {
        streak.values(values);
      } else {
        for (int i = 0; i < part.size(); i++) {
          Outcome<R> outcome = part.get(i);
          values[outcome.index()] = outcome.value();
        }
      }
    }
    return (List<R>) Collections.unmodifiableList(Arrays.asList(values));
  }
}
