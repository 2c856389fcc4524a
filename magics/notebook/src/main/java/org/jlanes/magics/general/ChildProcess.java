package org.jlanes.magics.general;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jlanes.runtime.scope.CellOutput;
import org.jlanes.runtime.scope.ChildEnvironment;
import org.jlanes.runtime.scope.Scope;

/// A program that a cell runs: its output appears in the cell as it comes, and an interrupt ends it
/// with everything it has started.
///
/// What a program leaves running in the background goes on writing into the cell.
final class ChildProcess {
  private static final System.Logger LOG = System.getLogger(ChildProcess.class.getName());

  /// How long an asked program may take to end before it is killed.
  private static final Duration GRACE = Duration.ofSeconds(1);

  /// How long output is awaited after the program has ended, if a program in the background keeps
  /// the pipe open and writes nothing.
  private static final Duration SILENCE = Duration.ofMillis(300);

  private final ProcessBuilder builder;
  private final Scope scope;

  ChildProcess(List<String> command, Scope scope) {
    this.builder = new ProcessBuilder(command);
    this.scope = scope;
    ChildEnvironment.applyTo(builder);
  }

  /// Starts the program and waits for its end.
  ///
  /// @return its exit code
  /// @throws IOException if it cannot be started
  /// @throws InterruptedException if the cell was interrupted; the program has been told to end
  int run() throws IOException, InterruptedException {
    Process process = builder.start();
    try (Scope.Registration _ = scope.onCancel(() -> end(process))) {
      process.getOutputStream().close();
      Pump out = new Pump(process.getInputStream(), CellOutput.Stream.STDOUT);
      Pump err = new Pump(process.getErrorStream(), CellOutput.Stream.STDERR);
      int exitCode = process.waitFor();
      out.drain();
      err.drain();
      return exitCode;
    } catch (InterruptedException e) {
      end(process);
      throw e;
    }
  }

  /// Asks the whole family to end; kills what has not after a while. Returns at once.
  private static void end(Process process) {
    List<ProcessHandle> family =
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    family.forEach(ProcessHandle::destroy);
    var unused =
        CompletableFuture.allOf(
                family.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
            .orTimeout(GRACE.toMillis(), TimeUnit.MILLISECONDS)
            .whenComplete((_, late) -> family.forEach(ProcessHandle::destroyForcibly));
  }

  /// Copies one stream into the cell, on a virtual thread of its own.
  private final class Pump {
    private final InputStream from;
    private final CellOutput.Stream to;
    private final Thread thread;
    private volatile long lastRead = System.nanoTime();

    Pump(InputStream from, CellOutput.Stream to) {
      this.from = from;
      this.to = to;
      this.thread = Thread.ofVirtual().name("child-" + to).start(this::copy);
    }

    private void copy() {
      byte[] buffer = new byte[8192];
      try (from) {
        int n;
        while ((n = from.read(buffer)) >= 0) {
          lastRead = System.nanoTime();
          scope.output().write(to, buffer, 0, n);
        }
      } catch (IOException e) {
        // The pipe of a killed program.
        LOG.log(Level.DEBUG, "the output of a program broke off", e);
      }
    }

    /// Waits until all is copied, or nothing comes any more.
    void drain() throws InterruptedException {
      while (!thread.join(SILENCE)) {
        if (System.nanoTime() - lastRead > SILENCE.toNanos()) {
          return;
        }
      }
    }
  }
}
