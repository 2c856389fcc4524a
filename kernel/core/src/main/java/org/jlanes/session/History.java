package org.jlanes.session;

import java.util.List;

/// What was run. Used by the shell thread. The interface is what `history_request` needs, so that a
/// store that outlives the kernel can take the place of [MemoryHistory].
interface History {
  /// A cell that was run.
  ///
  /// @param session the number of the session, from 1
  /// @param line the cell's execution count
  /// @param output the plain text of its value, or null
  record Entry(int session, int line, String input, String output) {}

  /// Adds a cell of this session.
  void record(int line, String input, String output);

  /// The last `n` cells, oldest first.
  List<Entry> tail(int n);

  /// The cells of a session from line `start` to before line `stop`.
  ///
  /// @param session its number; 0 is this session, -1 the one before it
  List<Entry> range(int session, int start, int stop);

  /// The last `n` cells whose whole input matches a pattern, oldest first.
  ///
  /// @param glob `*` stands for any text, `?` for one character
  /// @param unique whether each input is given once only, the last time it was run
  List<Entry> search(String glob, int n, boolean unique);
}
