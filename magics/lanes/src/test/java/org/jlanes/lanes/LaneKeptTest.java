package org.jlanes.lanes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Results on disk where there is no notebook.
@Timeout(60)
final class LaneKeptTest {
  private static final AtomicInteger COMPUTED = new AtomicInteger();

  @TempDir private Path folder;

  private Lane lane() {
    return Lanes.threads(2).quiet().cache(folder);
  }

  @Test
  void aRunTakesWhatAnotherHasStored() {
    Task<Integer, Integer> body = n -> n * 10 + COMPUTED.incrementAndGet() * 0;
    COMPUTED.set(0);
    assertEquals(List.of(10, 20), lane().map(List.of(1, 2), body).values());
    assertEquals(List.of(20, 30), lane().map(List.of(2, 3), body).values());
    assertEquals(3, COMPUTED.get());
    assertEquals(3, Lanes.cache(folder.toString()).list().getFirst().results());
  }

  @Test
  void aStreamTakesAndStoresResultsToo() {
    Task<Integer, Integer> body = n -> n * 10 + COMPUTED.incrementAndGet() * 0;
    COMPUTED.set(0);
    assertEquals(List.of(10, 20), lane().inOrder().stream(List.of(1, 2), body).toList());
    assertEquals(List.of(20, 30), lane().inOrder().stream(List.of(2, 3), body).toList());
    assertEquals(3, COMPUTED.get());
  }

  @Test
  void aSharedArrayIsNoPartOfAKey() throws Exception {
    try (SharedInts shared = Lanes.share(new int[] {1, 2})) {
      LaneFailure refused =
          assertThrows(
              LaneFailure.class, () -> lane().map(List.of(0, 1), n -> shared.get(n)).values());
      assertTrue(refused.getMessage().contains("it is a shared array"), refused.getMessage());
    }
  }

  @Test
  void aCapturedValueCounts() {
    for (int add : new int[] {1, 2, 1}) {
      assertEquals(List.of(5 + add), lane().map(List.of(5), n -> n + add).values());
    }
    assertEquals(2, Lanes.cache(folder.toString()).list().size());
  }

  @Test
  void anItemThatFailsIsTriedAgainAndNotStored() throws IOException {
    COMPUTED.set(0);
    Task<Integer, Integer> body =
        n -> {
          if (COMPUTED.incrementAndGet() < 3) {
            throw new IOException("not yet");
          }
          return n;
        };
    assertEquals(List.of(7), lane().retries(2).map(List.of(7), body).values());
    assertEquals(List.of(7), lane().map(List.of(7), body).values());
    assertEquals(3, COMPUTED.get());
  }

  @Test
  void anItemWithoutAKeyFailsAsOftenAsItIsTried() {
    LaneRun<Boolean> run =
        lane().keepGoing().retries(1).map(List.of(new Thread()), t -> t.isAlive());
    assertEquals(1, run.failures().size());
    assertEquals(2, run.failures().getFirst().attempts());
    assertTrue(run.failures().getFirst().failureText().contains("java.lang.Thread"));
  }

  @Test
  void aSweepThatEndedEarlyIsGoneOnWith() throws IOException {
    Lane resumed = Lanes.sequential().quiet().resume().option("cache-dir", folder.toString());
    COMPUTED.set(0);
    Task<Integer, Integer> body =
        n -> {
          if (COMPUTED.incrementAndGet() == 3) {
            throw new IOException("once");
          }
          return n;
        };
    assertThrows(LaneFailure.class, () -> resumed.map(List.of(1, 1, 2), body));
    assertEquals(List.of(1, 1, 2), resumed.map(List.of(1, 1, 2), body).values());
    assertEquals(4, COMPUTED.get());
    try (Stream<Path> files = Files.list(folder.resolve("sweeps"))) {
      assertEquals(List.of(), files.collect(Collectors.toList()));
    }
  }

  @Test
  void tasksThatAreSubmittedHaveNoItemsToKeepResultsOf() {
    String told =
        assertThrows(UnsupportedOperationException.class, () -> lane().submit(() -> 1))
            .getMessage();
    assertTrue(told.contains("know no cache"), told);
  }
}
