package org.jlanes.lanes.process;

import java.util.EnumMap;
import java.util.Map;
import org.jlanes.runtime.scope.CellOutput;
import org.jlanes.runtime.scope.CellOutput.Stream;

/// Puts the lines of a run's workers into its cell one by one, so that none begins in the middle of
/// another's. Its monitor guards it; any thread may use it.
final class LineDesk {
  private final CellOutput cell;
  private final boolean coloured;

  /// Whose line has no end yet, for each stream.
  private final Map<Stream, WorkerLines> open = new EnumMap<>(Stream.class);

  /// The desk of a cell, or of a program.
  ///
  /// @param coloured whether who reads it understands colours
  LineDesk(CellOutput cell, boolean coloured) {
    this.cell = cell;
    this.coloured = coloured;
  }

  CellOutput cell() {
    return cell;
  }

  boolean coloured() {
    return coloured;
  }

  /// A piece of a worker's output: whole lines, or one that goes on.
  ///
  /// @param begun whether it continues the worker's line, if nobody else has written meanwhile
  /// @param ended whether it ends with the end of a line
  /// @param fresh the piece as it is at the beginning of a line
  /// @param more the piece as it is behind what the worker has written
  void put(
      WorkerLines worker, Stream stream, boolean begun, boolean ended, String fresh, String more) {
    // Where there is much to send it is waited for here, not under the lock.
    CellOutput now = cell.whenRoom();
    synchronized (this) {
      WorkerLines owner = open.get(stream);
      if (begun && isSame(owner, worker)) {
        if (!more.isEmpty()) {
          now.print(stream, more);
        }
      } else if (fresh.isEmpty()) {
        // The end of a line that others have ended already.
        return;
      } else {
        now.print(stream, owner == null ? fresh : "\n" + fresh);
      }
      if (ended) {
        open.remove(stream);
      } else {
        open.put(stream, worker);
      }
    }
  }

  @SuppressWarnings("ReferenceEquality") // that very worker
  private static boolean isSame(WorkerLines one, WorkerLines other) {
    return one == other;
  }
}
