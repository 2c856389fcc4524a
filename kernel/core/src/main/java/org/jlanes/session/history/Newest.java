package org.jlanes.session.history;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jlanes.session.history.History.Entry;

/// Picks the newest entries that are wanted, from sessions that are given newest first, and knows
/// when it has enough. For one thread.
final class Newest {
  private final int limit;
  private final Predicate<Entry> wanted;
  private final Deque<Entry> found = new ArrayDeque<>();

  private Newest(int limit, Predicate<Entry> wanted) {
    this.limit = limit;
    this.wanted = wanted;
  }

  static Newest any(int limit) {
    return new Newest(limit, entry -> true);
  }

  /// @param unique whether an input that was found is not wanted again
  static Newest matching(String glob, int limit, boolean unique) {
    Glob pattern = Glob.of(glob);
    Set<String> seen = new HashSet<>();
    return new Newest(
        limit, entry -> pattern.matches(entry.input()) && (!unique || seen.add(entry.input())));
  }

  boolean isFull() {
    return found.size() >= limit;
  }

  /// Looks through a session that is older than those before.
  ///
  /// @param session its entries, oldest first
  Newest add(List<Entry> session) {
    for (Entry entry : session.reversed()) {
      if (isFull()) {
        break;
      }
      if (wanted.test(entry)) {
        found.addFirst(entry);
      }
    }
    return this;
  }

  /// What was found, oldest first.
  List<Entry> entries() {
    return List.copyOf(found);
  }
}
