package org.jlanes.lanes.process;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jlanes.runtime.output.WorkerText;
import org.jlanes.runtime.scope.CellOutput;

/// Where the output of a worker JVM goes. What it writes to its real standard streams and says of
/// no run goes to the cell whose run the worker had last; until there is one it is kept, for the
/// message that says why the worker did not start. What it says of a run goes to that run's cell,
/// also when the run is over, whose threads may live on in the worker. Any thread.
final class Chatter extends WorkerText {
  /// Cells whose output may still come.
  private static final int REMEMBERED = 256;

  /// Bytes kept.
  private static final int KEPT = 4096;

  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private final Map<Integer, CellOutput> outputs =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Integer, CellOutput> eldest) {
              return size() > REMEMBERED;
            }
          });
  private final LastLines lastLines = new LastLines();
  private volatile CellOutput target;

  /// The worker has a run now, of this cell.
  void to(int run, CellOutput output) {
    lastLines.clear();
    outputs.put(run, output);
    target = output;
  }

  /// Whether there has been a run.
  boolean hasCells() {
    return target != null;
  }

  /// Where the output of a run goes.
  ///
  /// @param run its number; any other for what belongs to no run
  CellOutput of(int run) {
    return outputs.getOrDefault(run, this);
  }

  /// The worker has printed something, for whomever.
  void heard(Stream stream, byte[] bytes, int offset, int length) {
    if (stream == Stream.STDERR) {
      lastLines.add(bytes, offset, length);
    }
  }

  /// An item has ended, or the worker: so have the lines that it has begun.
  void settle() {
    if (target instanceof WorkerLines lines) {
      lines.settle();
    }
  }

  /// What it said last on standard error, of the present run.
  LastLines lastLines() {
    return lastLines;
  }

  /// What was said before there was a cell.
  synchronized String text() {
    return kept.toString(StandardCharsets.UTF_8).strip();
  }

  @Override
  public void write(Stream stream, byte[] bytes, int offset, int length) {
    CellOutput to = target;
    if (to != null) {
      to.write(stream, bytes, offset, length);
      return;
    }
    synchronized (this) {
      kept.write(bytes, offset, Math.min(length, Math.max(0, KEPT - kept.size())));
    }
  }

  @Override
  public void flush() {
    CellOutput to = target;
    if (to != null) {
      to.flush();
    }
  }
}
