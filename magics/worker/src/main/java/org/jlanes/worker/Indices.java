package org.jlanes.worker;

import java.util.Arrays;

/// Indices of items, in order; there may be many. Not safe for several threads.
final class Indices {
  private int[] all = new int[16];
  private int size;

  int size() {
    return size;
  }

  void add(int index) {
    if (size == all.length) {
      all = Arrays.copyOf(all, 2 * size);
    }
    all[size++] = index;
  }

  int[] toArray() {
    return Arrays.copyOf(all, size);
  }
}
