package org.jlanes.kernel;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

final class ParentWatchTest {
  @Test
  void theEndOfTheNamedProcessIsNoticed() throws Exception {
    Process parent = new ProcessBuilder("sleep", "600").start();
    CountDownLatch ended = new CountDownLatch(1);
    try {
      ParentWatch.begin(" " + parent.pid() + "\n", ended::countDown);
      assertFalse(ParentWatch.hasEnded(parent.toHandle()));
      parent.destroyForcibly();
      assertTrue(ended.await(30, TimeUnit.SECONDS));
    } finally {
      parent.destroyForcibly();
    }
  }

  /// What a server becomes whose container has no init process.
  @Test
  void aParentThatNobodyReapsHasEnded() throws Exception {
    Assumptions.assumeTrue(Files.isReadable(Path.of("/proc/self/stat")), "no /proc here");
    // `exec` replaces the shell by a program that never waits for its children.
    Process careless =
        new ProcessBuilder("sh", "-c", "sleep 600 & echo $!; exec sleep 600").start();
    try (BufferedReader out = careless.inputReader()) {
      ProcessHandle child = ProcessHandle.of(Long.parseLong(out.readLine())).orElseThrow();
      CountDownLatch ended = new CountDownLatch(1);
      ParentWatch.begin(Long.toString(child.pid()), ended::countDown);
      child.destroyForcibly();
      assertTrue(ended.await(30, TimeUnit.SECONDS), "a zombie counts as alive");
      assertTrue(child.isAlive(), "the test's own condition: it was not reaped");
    } finally {
      careless.destroyForcibly();
    }
  }

  @Test
  void aLookThatFailsIsNotTheLast() throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    AtomicInteger looks = new AtomicInteger();
    ParentWatch.watch(
        () -> {
          if (looks.incrementAndGet() == 1) {
            throw new OutOfMemoryError("in a test");
          }
          return true;
        },
        Duration.ofMillis(1),
        ended::countDown);
    assertTrue(ended.await(30, TimeUnit.SECONDS), "after " + looks + " looks");
  }

  @Test
  void whereTheNamedProcessDoesNotExistTheRealParentIsWatched() throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    ParentWatch.begin("not a number", ended::countDown);
    ParentWatch.begin("4194304999", ended::countDown);
    // This JVM's own parent lives.
    assertFalse(ended.await(1500, TimeUnit.MILLISECONDS));
  }
}
