package org.jlanes.lanes.run;

import java.util.List;

/// The items that have been started and have not ended, by their index. They are started in the
/// order of their indices, and end in about that order. Its monitor guards it.
final class InFlight<T> {
  private static final Object NONE = new Object();

  /// The item of an index is at the index modulo its length, which is a power of two.
  private Object[] items = new Object[64];

  /// No item before this index is here.
  private int first;

  /// The index after the last one.
  private int next;

  private int size;

  /// Adds items that follow those that were added before.
  synchronized void add(List<? extends T> more) {
    while (next - first + more.size() > items.length) {
      grow();
    }
    copy(more.toArray(), 0, items, next, more.size());
    next += more.size();
    size += more.size();
  }

  private void grow() {
    Object[] larger = new Object[Math.multiplyExact(items.length, 2)];
    int mask = items.length - 1;
    int head = Math.min(next - first, items.length - (first & mask));
    copy(items, first & mask, larger, first, head);
    copy(items, 0, larger, first + head, next - first - head);
    items = larger;
  }

  /// Copies items to where those of an index and the following ones are.
  private static void copy(Object[] from, int at, Object[] to, int index, int count) {
    int place = index & (to.length - 1);
    int head = Math.min(count, to.length - place);
    System.arraycopy(from, at, to, place, head);
    System.arraycopy(from, at + head, to, 0, count - head);
  }

  /// An item that is here, which may be null.
  @SuppressWarnings("unchecked") // nothing else was put in
  synchronized T get(int index) {
    Object item = items[index & (items.length - 1)];
    return has(index) ? (T) item : null;
  }

  /// Takes items out that follow each other, those of them that are here.
  ///
  /// @param from the index of the first of them
  synchronized void remove(int from, int count) {
    for (int index = from; index < from + count; index++) {
      if (has(index)) {
        items[index & (items.length - 1)] = NONE;
        size--;
      }
    }
    while (first < next && !has(first)) {
      items[first++ & (items.length - 1)] = null;
    }
  }

  @SuppressWarnings("ReferenceEquality") // this very mark
  private boolean has(int index) {
    return index >= first && index < next && items[index & (items.length - 1)] != NONE;
  }

  synchronized int size() {
    return size;
  }

  boolean isEmpty() {
    return size() == 0;
  }
}
