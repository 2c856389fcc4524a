package org.jlanes.lanes.process;

import java.util.Arrays;
import java.util.List;

/// What goes to a worker of a [Flight]: its items at the moment of sending. Not changed.
///
/// @param index of the first of them
/// @param items which follow each other in the source; one [Packed] for an item that was packed
/// @param attempts how often they will have been started
record Load(int index, Object[] items, int attempts) {
  /// How many there are.
  int size() {
    return items.length;
  }

  /// Some of them, from one position to another.
  Load part(int from, int to) {
    return from == 0 && to == items.length
        ? this
        : new Load(index + from, Arrays.copyOfRange(items, from, to), attempts);
  }

  /// The indices of all items.
  static int[] indices(List<Load> loads) {
    int[] indices = new int[size(loads)];
    int at = 0;
    for (Load load : loads) {
      fill(indices, at, at + load.size(), load.index());
      at += load.size();
    }
    return indices;
  }

  private static void fill(int[] indices, int from, int to, int first) {
    for (int i = from; i < to; i++) {
      indices[i] = first + i - from;
    }
  }

  /// All items, in the same order.
  static Object[] items(List<Load> loads) {
    if (loads.size() == 1) {
      return loads.getFirst().items();
    }
    Object[] items = new Object[size(loads)];
    int at = 0;
    for (Load load : loads) {
      System.arraycopy(load.items(), 0, items, at, load.size());
      at += load.size();
    }
    return items;
  }

  private static int size(List<Load> loads) {
    int size = 0;
    for (Load load : loads) {
      size += load.size();
    }
    return size;
  }
}
