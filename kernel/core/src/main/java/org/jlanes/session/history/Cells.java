package org.jlanes.session.history;

import java.util.LinkedHashMap;
import java.util.List;
import org.jlanes.session.history.History.Entry;

/// The last cells of one session, in memory: bounded in number and in characters, so that a kernel
/// may run for months. For one thread.
final class Cells {
  private static final int MOST_CELLS = 100_000;
  private static final long MOST_CHARACTERS = 16L << 20;

  /// By the number of the cell in its session, oldest first.
  private final LinkedHashMap<Integer, Entry> entries = new LinkedHashMap<>();

  private long characters;

  /// @param number of the cell in its session; nothing happens if there is one of that number
  void input(int session, int line, String input, int number) {
    Entry entry = new Entry(session, line, input, null);
    if (entries.putIfAbsent(number, entry) == null) {
      characters += size(entry);
    }
    while (entries.size() > MOST_CELLS || (characters > MOST_CHARACTERS && entries.size() > 1)) {
      characters -= size(entries.pollFirstEntry().getValue());
    }
  }

  /// Gives an output to a cell, if that is still here.
  void output(int number, String output) {
    Entry before = entries.get(number);
    if (before != null) {
      Entry after = new Entry(before.session(), before.line(), before.input(), output);
      entries.put(number, after);
      characters += size(after) - size(before);
    }
  }

  private static long size(Entry entry) {
    return entry.input().length() + (entry.output() == null ? 0L : entry.output().length());
  }

  /// Oldest first.
  List<Entry> entries() {
    return List.copyOf(entries.values());
  }
}
