package org.jlanes.session.history;

import java.io.IOException;
import java.util.List;

/// What was run. Recording never blocks and never fails: a cell does not wait for a disk. Safe for
/// any thread.
public interface History extends AutoCloseable {
  /// A cell that was run.
  ///
  /// @param session the number of the session, from 1
  /// @param line the cell's execution count
  /// @param output the plain text of its value, or null
  record Entry(int session, int line, String input, String output) {}

  /// A cell of this session begins. It is recorded now, so that a cell that takes the kernel with
  /// it can be found in the next session.
  ///
  /// @return its number among the cells of this session, from 1: subshells count their lines for
  ///   themselves, so that several cells may have the same line
  int input(int line, String input);

  /// A cell of this session has ended with a value.
  ///
  /// @param entry what [#input] returned for it
  /// @param output the plain text of the value
  void output(int entry, String output);

  /// The last `n` cells of all sessions, oldest first.
  ///
  /// @throws IOException if the store does not answer
  List<Entry> tail(int n) throws IOException;

  /// The cells of a session from line `start` to before line `stop`.
  ///
  /// @param session its number; 0 is this session, -1 the one before it
  /// @throws IOException if the store does not answer
  List<Entry> range(int session, int start, int stop) throws IOException;

  /// The last `n` cells whose whole input matches a pattern, oldest first.
  ///
  /// @param glob `*` stands for any text, `?` for one character
  /// @param unique whether each input is given once only, the last time it was run
  /// @throws IOException if the store does not answer
  List<Entry> search(String glob, int n, boolean unique) throws IOException;

  /// Writes what is still to be written; waits a moment for it, no more.
  @Override
  void close();
}
