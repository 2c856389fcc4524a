package org.jlanes.session.history;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jlanes.session.history.History.Entry;

/// The last cells of one session, in memory: bounded in number and in characters, so that a kernel
/// may run for months. For one thread.
final class Cells {
  private static final int MOST_CELLS = 100_000;
  private static final long MOST_CHARACTERS = 16L << 20;

  private final Deque<Entry> entries = new ArrayDeque<>();
  private long characters;

  void input(int session, int line, String input) {
    add(new Entry(session, line, input, null));
    while (entries.size() > MOST_CELLS || (characters > MOST_CHARACTERS && entries.size() > 1)) {
      characters -= size(entries.removeFirst());
    }
  }

  /// Gives an output to the newest cell of a line (subshells count for themselves, so there may be
  /// several), if that is still here.
  void output(int line, String output) {
    Deque<Entry> later = new ArrayDeque<>();
    while (!entries.isEmpty() && entries.getLast().line() != line) {
      later.addFirst(entries.removeLast());
    }
    if (!entries.isEmpty()) {
      Entry before = entries.removeLast();
      characters -= size(before);
      add(new Entry(before.session(), line, before.input(), output));
    }
    entries.addAll(later);
  }

  private void add(Entry entry) {
    entries.addLast(entry);
    characters += size(entry);
  }

  private static long size(Entry entry) {
    return entry.input().length() + (entry.output() == null ? 0L : entry.output().length());
  }

  /// Oldest first.
  List<Entry> entries() {
    return List.copyOf(entries);
  }
}
