package org.jlanes.lanes.process;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jlanes.runtime.output.Stamp;
import org.jlanes.runtime.scope.CellOutput;
import org.jlanes.runtime.scope.UnscopedThread;

/// Reads what a worker JVM writes to its real standard streams (libraries, native code, the JVM
/// itself), for as long as it lives: one thread for each stream, which gives it to the run that a
/// [Stamp] names, and all else to the [Chatter].
///
/// Kill the process by its handle: `Process.destroyForcibly` closes the streams, and what is not
/// read yet is lost.
final class StandardStreams {
  private static final System.Logger LOG = System.getLogger(StandardStreams.class.getName());

  /// More than one piece of a pipe.
  private static final int BUFFER = 16 * 1024;

  private final Chatter chatter = new Chatter();
  private final Stamp stamp;
  private final List<Thread> readers;

  /// Begins to read.
  ///
  /// @param stamp what says in the process's output whose a text is
  StandardStreams(Process process, Stamp stamp) {
    this.stamp = stamp;
    readers =
        List.of(
            reader(process.getInputStream(), CellOutput.Stream.STDOUT, process.pid()),
            reader(process.getErrorStream(), CellOutput.Stream.STDERR, process.pid()));
  }

  /// Where it goes.
  Chatter chatter() {
    return chatter;
  }

  /// Waits until all that a dead process has written is read. It is in the pipe when the process
  /// has ended; only a child of its that lives on holds the streams open. An interrupt ends the
  /// wait and is kept.
  ///
  /// @return whether that came about in time
  boolean awaitLastWords(Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    try {
      for (Thread reader : readers) {
        reader.join(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return readers.stream().noneMatch(Thread::isAlive);
  }

  private Thread reader(InputStream in, CellOutput.Stream stream, long pid) {
    return UnscopedThread.named("worker-" + pid + "-" + stream.name().toLowerCase(Locale.ROOT))
        .start(() -> {
          try (in) {
            copy(in, stream);
          } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "output of worker " + pid, e);
          }
        });
  }

  private void copy(InputStream in, CellOutput.Stream stream) throws IOException {
    Stamp.Reader reader =
        (run, bytes, from, length) -> {
          chatter.heard(stream, bytes, from, length);
          chatter.of(run).write(stream, bytes, from, length);
        };
    byte[] buffer = new byte[BUFFER];
    int kept = 0;
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer, kept, BUFFER - kept)) {
      int whole = stamp.read(buffer, kept + n, reader);
      kept = kept + n - whole;
      System.arraycopy(buffer, whole, buffer, 0, kept);
    }
    reader.text(0, buffer, 0, kept);
  }
}
