package org.jlanes.lanes.run;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jlanes.lanes.LaneFailure;
import org.jlanes.lanes.LaneRun;
import org.jlanes.lanes.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A run whose progress is watched by somebody who fails or is slow.
@Timeout(60)
final class RunWatchingTest {
  private final CountDownLatch watched = new CountDownLatch(1);

  @Test
  void theTimeoutIsKeptThoughItsProgressCannotBeShown() {
    RunWatcher broken =
        state -> {
          watched.countDown();
          throw new IllegalStateException("the front end is gone");
        };
    RunOptions options = RunOptions.DEFAULT.withTimeout(Duration.ofMillis(900));
    LaneRunner runner = new LaneRunner(new ThreadsBackend(), options, broken);
    assertThrows(
        LaneFailure.class,
        () ->
            runner.run(
                Source.of(1),
                n -> {
                  new CountDownLatch(1).await();
                  return n;
                }));
    assertTrue(watched.getCount() == 0);
  }

  @Test
  void aFrontEndThatDoesNotReadIsNoPartOfTheWallTime() {
    long[] itemEnded = new long[1];
    CountDownLatch ended = new CountDownLatch(1);
    RunWatcher slow =
        state -> {
          watched.countDown();
          try {
            ended.await();
            // Nobody counts down: this is how long the front end is stalled.
            new CountDownLatch(1).await(2, TimeUnit.SECONDS);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        };
    LaneRunner runner = new LaneRunner(new ThreadsBackend(), RunOptions.DEFAULT, slow);

    LaneRun<Integer> run =
        runner.run(
            Source.of(1),
            n -> {
              watched.await();
              itemEnded[0] = System.nanoTime();
              ended.countDown();
              return n;
            });

    long behind = run.facts().ended() - itemEnded[0];
    assertTrue(behind < 1_500_000_000L, behind + " ns");
  }
}
