package org.jlanes.lanes.process;

import java.util.ArrayList;
import java.util.List;

/// What goes to a worker of a [Flight]: its items at the moment of sending. Immutable.
///
/// @param index of the first of them
/// @param items which follow each other in the source
/// @param attempts how often they will have been started
record Load<T>(int index, List<? extends T> items, int attempts) {
  /// How many there are.
  int size() {
    return items.size();
  }

  /// Some of them, from one position to another.
  Load<T> part(int from, int to) {
    return from == 0 && to == size()
        ? this
        : new Load<>(index + from, items.subList(from, to), attempts);
  }

  /// The indices of all items.
  static int[] indices(List<? extends Load<?>> loads) {
    int size = 0;
    for (Load<?> load : loads) {
      size += load.size();
    }
    int[] indices = new int[size];
    int at = 0;
    for (Load<?> load : loads) {
      int end = at + load.size();
      for (int index = load.index(); at < end; index++) {
        indices[at++] = index;
      }
    }
    return indices;
  }

  /// All items, in the same order.
  static List<?> items(List<? extends Load<?>> loads) {
    if (loads.size() == 1) {
      return loads.getFirst().items();
    }
    List<Object> all = new ArrayList<>();
    loads.forEach(load -> all.addAll(load.items()));
    return all;
  }
}
