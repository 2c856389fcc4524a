package org.jlanes.lanes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jlanes.runtime.scope.CancelledError;
import org.jlanes.runtime.scope.RecordedOutput;
import org.jlanes.runtime.scope.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Runs inside a cell's scope: output, progress, cancellation.
@Timeout(30)
final class LaneScopeTest {
  private final RecordedOutput recorder = new RecordedOutput();
  private final Scope cell = new Scope("cell", 7, recorder, Map.of(String.class, "a service"));

  @ParameterizedTest
  @ValueSource(strings = {"sequential", "threads", "virtual"})
  void itemsBelongToTheCellButHaveAScopeOfTheirOwn(String lane) throws Exception {
    LaneRun<Scope> run = cell.call(() -> Lanes.lane(lane).map(2, n -> Scope.current()));

    for (Scope scope : run.values()) {
      assertFalse(scope == cell);
      assertEquals(7, scope.cell());
      assertSame(recorder, scope.output());
      assertEquals("a service", scope.service(String.class).orElseThrow());
    }
  }

  @Test
  void aFailureStopsTheRunAndNotTheCell() {
    assertThrows(
        LaneFailure.class,
        () ->
            cell.call(() ->
                Lanes.threads(2)
                    .forEach(
                        2,
                        n -> {
                          throw new IOException("no");
                        })));

    assertFalse(cell.cancelled());
    assertEquals(List.of(1), Lanes.sequential().map(1, n -> 1).values());
  }

  @ParameterizedTest
  @ValueSource(strings = {"sequential", "threads", "virtual"})
  void cancellingTheCellStopsItsItems(String lane) throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    Throwable[] thrown = new Throwable[1];
    Thread caller =
        new Thread(() -> {
          try {
            cell.call(() ->
                Lanes.lane(lane)
                    .forEach(
                        1,
                        n -> {
                          running.countDown();
                          new CountDownLatch(1).await();
                        }));
          } catch (Throwable e) {
            thrown[0] = e;
          }
        });
    caller.start();
    running.await();
    cell.cancel("interrupted");
    caller.join();

    assertTrue(thrown[0] instanceof CancelledError, () -> String.valueOf(thrown[0]));
  }

  @Test
  void aShortRunShowsNoProgress() throws Exception {
    cell.call(() -> Lanes.threads(2).map(3, n -> n));

    assertEquals(List.of(), shown());
  }

  @Test
  void aLongRunShowsProgressInOnePlaceAndThenOneLine() throws Exception {
    cell.call(() ->
        Lanes.threads(1)
            .map(
                2,
                n -> {
                  if (n == 1) {
                    awaitShown("new threads: 1 of 2 items, 1 in flight, ");
                  }
                  return n;
                }));

    String first = shown().getFirst();
    assertTrue(first.startsWith("new threads: 1 of 2 items, 1 in flight, "), first);
    assertTrue(first.contains("lane-threads-1: 1 item done, item 1 for "), first);
    assertTrue(shown().getLast().startsWith("update threads: 2 items in "));
    assertEquals(1, shown().stream().filter(s -> s.startsWith("new ")).count());
  }

  @Test
  void aQuietRunAndARunInsideAnItemShowNothing() throws Exception {
    cell.call(() ->
        Lanes.threads(1)
            .quiet()
            .map(
                1,
                n ->
                    Lanes.virtual()
                        .map(
                            1,
                            k -> {
                              Thread.sleep(800);
                              return k;
                            })
                        .values()));

    assertEquals(List.of(), shown());
  }

  private void awaitShown(String beginning) throws InterruptedException {
    recorder.await(beginning, () -> shown().stream().anyMatch(s -> s.startsWith(beginning)));
  }

  private List<String> shown() {
    return recorder.shown().stream()
        .map(each -> (each.update() ? "update " : "new ") + each.bundle().plain())
        .toList();
  }
}
