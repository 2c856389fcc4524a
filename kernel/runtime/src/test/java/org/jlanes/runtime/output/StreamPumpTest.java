package org.jlanes.runtime.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.FileInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jlanes.runtime.scope.CellOutput;
import org.jlanes.runtime.scope.RecordedOutput;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class StreamPumpTest {
  private static final String TEXT = "x".repeat(100_000);

  /// Longer than a pipe is watched where nothing comes.
  private static final long A_WHILE = 3 * StreamPump.SILENCE.toMillis();

  @TempDir Path folder;

  private final SlowCell cell = new SlowCell();

  /// A front end that takes nothing until it is let go on.
  private static final class SlowCell extends RecordedOutput {
    private final CountDownLatch taking = new CountDownLatch(1);

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // nobody is to wait for who waits here
    public void write(Stream stream, byte[] bytes, int offset, int length) {
      try {
        taking.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      super.write(stream, bytes, offset, length);
    }
  }

  @AfterEach
  void letGo() {
    cell.taking.countDown();
  }

  private StreamPump pump(FileInputStream from) {
    return StreamPump.start("test", from, CellOutput.Stream.STDOUT, cell);
  }

  @Test
  void whoWaitsForAChildWaitsForASlowFrontEndToo() throws Exception {
    Process ended = new ProcessBuilder("true").start();
    Path printed = Files.writeString(folder.resolve("printed"), TEXT);
    Process process =
        new PumpedProcess(ended, List.of(pump(new FileInputStream(printed.toFile()))));

    CompletableFuture<Integer> status = CompletableFuture.supplyAsync(() -> waitFor(process));
    CompletableFuture<Process> exit = process.onExit();
    assertThrows(TimeoutException.class, () -> status.get(A_WHILE, TimeUnit.MILLISECONDS));
    assertThrows(TimeoutException.class, () -> exit.get(1, TimeUnit.MILLISECONDS));

    cell.taking.countDown();
    assertEquals(0, status.get(60, TimeUnit.SECONDS));
    assertSame(process, exit.get(60, TimeUnit.SECONDS));
    assertEquals(TEXT, cell.stdout());
  }

  private static int waitFor(Process process) {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whatHoldsThePipeOpenAndPrintsNothingIsNotWaitedFor() throws Exception {
    Posix.Pipe pipe = Posix.pipe();
    pump(new FileInputStream(Posix.path(pipe.readEnd()))).drain();
    Posix.close(pipe.readEnd());
    Posix.close(pipe.writeEnd());
  }
}
