package org.jlanes.lanes.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jlanes.lanes.run.LaneException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// How many workers are started at once, and what follows when one does not start.
@Timeout(60)
final class LaunchTest {
  private static final List<WorkerOrigin> ORIGINS =
      IntStream.rangeClosed(1, 3_000)
          .mapToObj(i -> WorkerOrigin.now(i, WorkerSettings.NONE))
          .toList();

  private final String before = System.getProperty(WorkerCommand.PROPERTY);

  @BeforeEach
  void nameAnyClassPath() {
    System.setProperty(
        WorkerCommand.PROPERTY, System.getProperty("java.class.path").split(File.pathSeparator)[0]);
  }

  @AfterEach
  void nameTheFormerOne() {
    if (before == null) {
      System.clearProperty(WorkerCommand.PROPERTY);
    } else {
      System.setProperty(WorkerCommand.PROPERTY, before);
    }
  }

  @Test
  void aWorkerThatCannotStartEndsTheAttemptBeforeThousandsHaveBegun() {
    int most = 4 * Runtime.getRuntime().availableProcessors();
    AtomicInteger begun = new AtomicInteger();
    Launch launch =
        new Launch((command, origin) -> {
          begun.incrementAndGet();
          while (origin.number() != 1) {
            // As one does that waits for its process, until it is told that this is in vain.
            try {
              Thread.sleep(600_000);
            } catch (InterruptedException e) {
              break;
            }
          }
          throw new WorkerStartException("number " + origin.number());
        });
    LaneException told =
        assertThrows(LaneException.class, () -> launch.all(ORIGINS, 3_000, started -> {}));
    assertEquals("number 1", told.getMessage());
    // One more for the thread that number 1 leaves.
    assertTrue(begun.get() <= most + 1, begun + " of " + most);
  }

  @Test
  void whatHasStartedIsKeptWhereTheSystemHasNoRoomForMore() throws Exception {
    int most = 4 * Runtime.getRuntime().availableProcessors();
    AtomicInteger begun = new AtomicInteger();
    Launch launch =
        new Launch((command, origin) -> {
          begun.incrementAndGet();
          if (origin.number() > most) {
            throw new WorkerStartException("cannot allocate memory");
          }
          // Its process is not needed here: what counts is that it has started.
          return null;
        });
    launch.all(ORIGINS, 3_000, started -> {});
    assertEquals("cannot allocate memory", launch.shortage());
    assertTrue(begun.get() <= 2 * most, begun::toString);
  }
}
