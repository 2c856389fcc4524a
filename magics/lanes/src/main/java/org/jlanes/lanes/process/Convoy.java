package org.jlanes.lanes.process;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/// Flights in the order in which their items are to run, counted in items. Owned by the lock of the
/// [Roster]; a flight is in one convoy at a time.
final class Convoy<T, R> {
  private Flight<T, R> first;
  private Flight<T, R> last;
  private int size;

  /// How many items there are.
  int size() {
    return size;
  }

  boolean isEmpty() {
    return first == null;
  }

  /// The flight with the first items, or null.
  Flight<T, R> peek() {
    return first;
  }

  /// Puts a flight at the end.
  void add(Flight<T, R> flight) {
    flight.next = null;
    if (first == null) {
      first = flight;
    } else {
      last.next = flight;
    }
    last = flight;
    size += flight.size();
  }

  /// Puts flights before all others, in their order.
  void addFirst(List<Flight<T, R>> flights) {
    for (Flight<T, R> flight : flights.reversed()) {
      flight.next = first;
      first = flight;
      last = last == null ? flight : last;
      size += flight.size();
    }
  }

  /// Takes out the first items, as many as there are in one flight; null if there are none.
  Flight<T, R> poll(int most) {
    Flight<T, R> taken = first;
    if (taken == null) {
      return null;
    }
    if (taken.size() > most) {
      taken = taken.cut(most);
    } else {
      first = taken.next;
      last = first == null ? null : last;
      taken.next = null;
    }
    size -= taken.size();
    return taken;
  }

  /// Gives an item a flight of its own, which stays here; null if it is not here.
  Flight<T, R> single(int index) {
    Flight<T, R> before = null;
    for (Flight<T, R> flight = first; flight != null; flight = flight.next) {
      if (flight.has(index)) {
        return single(before, flight, index);
      }
      before = flight;
    }
    return null;
  }

  private Flight<T, R> single(Flight<T, R> before, Flight<T, R> flight, int index) {
    Flight<T, R> ahead = before;
    if (index > flight.index()) {
      Flight<T, R> cut = flight.cut(index - flight.index());
      link(before, cut);
      cut.next = flight;
      ahead = cut;
    }
    if (flight.size() == 1) {
      return flight;
    }
    Flight<T, R> single = flight.cut(1);
    link(ahead, single);
    single.next = flight;
    return single;
  }

  /// Takes an item out; null if it is not here.
  Flight<T, R> remove(int index) {
    Flight<T, R> single = single(index);
    if (single != null) {
      removeIf(flight -> flight.has(index));
    }
    return single;
  }

  /// Takes out flights of which something is true; in their order.
  List<Flight<T, R>> removeIf(Predicate<Flight<T, R>> condition) {
    List<Flight<T, R>> removed = new ArrayList<>();
    Flight<T, R> before = null;
    Flight<T, R> flight = first;
    while (flight != null) {
      Flight<T, R> next = flight.next;
      if (condition.test(flight)) {
        link(before, next);
        last = next == null ? before : last;
        flight.next = null;
        size -= flight.size();
        removed.add(flight);
      } else {
        before = flight;
      }
      flight = next;
    }
    return removed;
  }

  private void link(Flight<T, R> before, Flight<T, R> flight) {
    if (before == null) {
      first = flight;
    } else {
      before.next = flight;
    }
  }

  /// Takes the items of these indices out, in their order here.
  List<Flight<T, R>> removeAll(int[] indices) {
    int[] wanted = sorted(indices);
    List<Flight<T, R>> removed = new ArrayList<>();
    for (Flight<T, R> flight : clear()) {
      Flight<T, R> rest = flight;
      int at = Arrays.binarySearch(wanted, rest.index());
      int next = at < 0 ? -at - 1 : at;
      while (next < wanted.length && rest.has(wanted[next])) {
        if (wanted[next] > rest.index()) {
          add(rest.cut(wanted[next] - rest.index()));
        }
        int n = rest.alike(wanted, next);
        next += n;
        if (n == rest.size()) {
          removed.add(rest);
          rest = null;
          break;
        }
        removed.add(rest.cut(n));
      }
      if (rest != null) {
        add(rest);
      }
    }
    return removed;
  }

  private static int[] sorted(int[] indices) {
    for (int i = 1; i < indices.length; i++) {
      if (indices[i - 1] > indices[i]) {
        int[] sorted = indices.clone();
        Arrays.sort(sorted);
        return sorted;
      }
    }
    return indices;
  }

  /// Takes all out.
  List<Flight<T, R>> clear() {
    return removeIf(flight -> true);
  }

  /// Takes all out, with a flight for each item.
  List<Flight<T, R>> clearOneByOne() {
    List<Flight<T, R>> all = new ArrayList<>(size);
    for (Flight<T, R> flight = poll(1); flight != null; flight = poll(1)) {
      all.add(flight);
    }
    return all;
  }

  /// Whether this very flight is here.
  @SuppressWarnings("ReferenceEquality") // this very flight
  boolean has(Flight<T, R> which) {
    return !those(flight -> flight == which).isEmpty();
  }

  /// The flights of which something is true. They stay here.
  List<Flight<T, R>> those(Predicate<Flight<T, R>> condition) {
    List<Flight<T, R>> those = new ArrayList<>();
    for (Flight<T, R> flight = first; flight != null; flight = flight.next) {
      if (condition.test(flight)) {
        those.add(flight);
      }
    }
    return those;
  }
}
