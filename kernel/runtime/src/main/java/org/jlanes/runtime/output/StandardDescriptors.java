package org.jlanes.runtime.output;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
  private volatile List<DivertedDescriptor> diverted = List.of();
  private volatile Guardian guardian;

  /// The standard error that the process was started with. Nothing written to it comes into a cell.
  public PrintStream log() {
    return log;
  }

  /// Leads both descriptors into cells.
  ///
  /// @param outlets the cells that native code can name
  /// @param fallback makes the output for text that no thread can be named for, from a stream for
  ///   what comes before the first cell
  /// @throws IOException if the system refuses; everything is as before then
  public synchronized void divert(Outlets outlets, Function<PrintStream, CellOutput> fallback)
      throws IOException {
    if (!PosixSystem.available()) {
      return;
    }
    Stamp stamp = Stamp.random();
    serverLog.keep();
    CellOutput copied =
        fallback.apply(
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    DivertedDescriptor one =
        new DivertedDescriptor(
            1,
            stamp,
            CellOutput.Stream.STDOUT,
            outlets,
            fallback.apply(log),
            LastWords.ofCrashes(log));
    DivertedDescriptor two =
        new DivertedDescriptor(
            2, stamp, CellOutput.Stream.STDERR, outlets, copied, LastWords.all(log));
    guard(stamp, one, two);
    NativeStdio.bufferLines();
    try {
      one.begin();
      two.begin();
    } catch (IOException | RuntimeException | Error e) {
      one.end();
      throw e;
    }
    NativeStdio.Stamping stamping = new NativeStdio.Stamping(stamp, one.writeEnd(), two.writeEnd());
    NativeStdio.stampWith(() -> stamping);
    outlets.settleWith(this::settleUnlessInterrupted);
    diverted = List.of(one, two);
  }

  /// Cells get their output also where no guardian can be started.
  private void guard(Stamp stamp, DivertedDescriptor one, DivertedDescriptor two) {
    try {
      guardian = Guardian.start(stamp, one.readEnd(), two.readEnd());
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
  /// until there is a line. Also in an interrupted thread.
  public void settle() {
    boolean interrupted = Thread.interrupted();
    settleUnlessInterrupted();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void settleUnlessInterrupted() {
    try {
      NativeStdio.flush();
      List<DivertedDescriptor.Settlement> begun = new ArrayList<>();
      for (DivertedDescriptor each : diverted) {
        begun.add(each.settle());
      }
      for (DivertedDescriptor.Settlement each : begun) {
        if (!each.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
          LOG.log(
              Level.WARNING, "the front end takes no output; a cell's may appear under the next");
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      LOG.log(Level.WARNING, "a cell's native output may appear under the next", e);
    }
  }
}
