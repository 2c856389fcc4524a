package org.jlanes.session.history;

import java.util.List;

/// The history of this session only, in memory. Guarded by its own lock.
final class MemoryHistory implements History {
  private static final int SESSION = 1;

  private final Cells cells = new Cells();
  private int last;

  @Override
  public synchronized int input(int line, String input) {
    cells.input(SESSION, line, input, ++last);
    return last;
  }

  @Override
  public synchronized void output(int entry, String output) {
    cells.output(entry, output);
  }

  private synchronized List<Entry> entries() {
    return cells.entries();
  }

  @Override
  public List<Entry> tail(int n) {
    return Newest.any(n).add(entries()).entries();
  }

  @Override
  public List<Entry> range(int session, int start, int stop) {
    if (session != 0 && session != SESSION) {
      return List.of();
    }
    return entries().stream().filter(e -> start <= e.line() && e.line() < stop).toList();
  }

  @Override
  public List<Entry> search(String glob, int n, boolean unique) {
    return Newest.matching(glob, n, unique).add(entries()).entries();
  }

  @Override
  public void close() {
    // Memory is all there is.
  }
}
