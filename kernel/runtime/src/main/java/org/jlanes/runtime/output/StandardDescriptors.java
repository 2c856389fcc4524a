package org.jlanes.runtime.output;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jlanes.runtime.scope.CellOutput;

/// The output descriptors 1 and 2 of the process, to which native code, the JVM itself and programs
/// write that were not started by Java: from [#divert] on they lead into cells. What is written to
/// standard error is copied into the server's log as well, and so are the last words of a crash.
///
/// Made once, by the main thread; then any thread.
public final class StandardDescriptors {
  private static final System.Logger LOG = System.getLogger(StandardDescriptors.class.getName());

  /// How long a cell's end waits for a front end that does not take the output.
  private static final long PATIENCE_SECONDS = 10;

  private final ServerLog serverLog = new ServerLog();
  private final PrintStream log = new PrintStream(serverLog, true, StandardCharsets.UTF_8);
  private DivertedDescriptor out;
  private DivertedDescriptor err;

  private volatile Guardian guardian;

  /// The standard error that the process was started with. Nothing written to it comes into a cell.
  public PrintStream log() {
    return log;
  }

  /// Leads both descriptors into cells.
  ///
  /// @param fallback makes the output for text that no thread can be named for, from a stream for
  ///   what comes before the first cell
  /// @throws IOException if the system refuses; everything is as before then
  public synchronized void divert(Function<PrintStream, CellOutput> fallback) throws IOException {
    if (!PosixSystem.available()) {
      return;
    }
    byte[] mark = ("\0" + UUID.randomUUID()).getBytes(StandardCharsets.US_ASCII);
    serverLog.keep();
    CellOutput copied =
        fallback.apply(
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    DivertedDescriptor one =
        new DivertedDescriptor(
            1, mark, CellOutput.Stream.STDOUT, fallback.apply(log), LastWords.ofCrashes(log));
    DivertedDescriptor two =
        new DivertedDescriptor(2, mark, CellOutput.Stream.STDERR, copied, LastWords.all(log));
    guard(one, two);
    NativeStdio.bufferLines();
    try {
      one.begin();
      two.begin();
    } catch (IOException | RuntimeException | Error e) {
      one.end();
      throw e;
    }
    out = one;
    err = two;
  }

  /// Cells get their output also where no guardian can be started.
  private void guard(DivertedDescriptor one, DivertedDescriptor two) {
    try {
      guardian = Guardian.start(one.readEnd(), two.readEnd());
    } catch (IOException e) {
      LOG.log(
          Level.WARNING,
          "if the kernel crashes, its last words may be missing here, and what it has started may"
              + " live on",
          e);
    }
  }

  /// The process that cleans up after this one; empty where there is none (yet).
  public Optional<ProcessHandle> guardian() {
    return Optional.ofNullable(guardian).map(Guardian::handle);
  }

  /// Waits until what native code has printed so far is in its cell: also what C's `printf` keeps
  /// until there is a line.
  public synchronized void settle() {
    if (err == null) {
      return;
    }
    boolean interrupted = Thread.interrupted();
    try {
      NativeStdio.flush();
      if (!out.settle(PATIENCE_SECONDS, TimeUnit.SECONDS)
          || !err.settle(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        LOG.log(Level.WARNING, "the front end takes no output; a cell's may appear under the next");
      }
    } catch (InterruptedException e) {
      interrupted = true;
    } catch (IOException e) {
      LOG.log(Level.WARNING, "a cell's native output may appear under the next", e);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
