package org.jlanes.lanes.process;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jlanes.runtime.scope.CellOutput;
import org.jlanes.runtime.scope.UnscopedThread;

/// Reads what a worker JVM writes to its real standard streams (libraries, native code, the JVM
/// itself), for as long as it lives: one thread for each stream, which gives all to the [Chatter].
///
/// Kill the process by its handle: `Process.destroyForcibly` closes the streams, and what is not
/// read yet is lost.
final class StandardStreams {
  /// How long the last words may take. They are in the pipe when the process has ended; only a
  /// child of its that lives on, and holds the streams open, makes this wait to its end.
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  private static final System.Logger LOG = System.getLogger(StandardStreams.class.getName());

  private final Chatter chatter = new Chatter();
  private final List<Thread> readers;

  /// Begins to read.
  StandardStreams(Process process) {
    readers =
        List.of(
            reader(process.getInputStream(), CellOutput.Stream.STDOUT, process.pid()),
            reader(process.getErrorStream(), CellOutput.Stream.STDERR, process.pid()));
  }

  /// Where it goes.
  Chatter chatter() {
    return chatter;
  }

  /// Waits until all that a dead process has written is read. An interrupt ends the wait and is
  /// kept.
  void awaitLastWords() {
    long deadline = System.nanoTime() + LAST_WORDS.toNanos();
    try {
      for (Thread reader : readers) {
        reader.join(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Thread reader(InputStream in, CellOutput.Stream stream, long pid) {
    return UnscopedThread.named("worker-" + pid + "-" + stream.name().toLowerCase(Locale.ROOT))
        .start(() -> {
          byte[] buffer = new byte[8192];
          try (in) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
              chatter.write(stream, buffer, 0, n);
            }
          } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "output of worker " + pid, e);
          }
        });
  }
}
