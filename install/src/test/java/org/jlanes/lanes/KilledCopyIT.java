package org.jlanes.lanes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.jlanes.client.Cell;
import org.jlanes.client.KernelSession;
import org.jlanes.client.SharedKernel;
import org.junit.jupiter.api.Test;

/// Workers that are killed at any moment while arrays of 100 MB go to them and come back: before,
/// in and behind the copy through shared memory.
final class KilledCopyIT {
  @SharedKernel private static KernelSession kernel;

  private static final int KILLS = 12;

  @Test
  void theItemsRunAgainAndTheArraysAreRight() throws Exception {
    kernel.ok(
        """
        int again = 0;
        double[] big = new double[12_500_000];
        for (int i = 0; i < big.length; i++) big[i] = i;
        boolean copies(long millis) throws Exception {
          List<Long> pids = Lanes.processes(2).quiet().map(2, i -> {
            Thread.sleep(5);
            return ProcessHandle.current().pid();
          }).values();
          Thread killer = Thread.ofPlatform().start(() -> {
            try {
              Thread.sleep(millis);
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
            ProcessHandle.of(pids.getFirst()).ifPresent(ProcessHandle::destroyForcibly);
          });
          List<double[]> back =
              Lanes.processes(2).quiet().retries(5).map(List.of(big, big, big), a -> a).values();
          again += Lanes.last().retried().size();
          killer.join();
          return back.size() == 3 && back.stream().allMatch(a -> Arrays.equals(a, big));
        }
        """);
    for (int kill = 0; kill < KILLS; kill++) {
      Cell cell = kernel.ok("copies(" + 4 * kill + ")");
      assertEquals("true", cell.result(), "killed after " + 4 * kill + " ms: " + cell.stderr());
    }
    assertEquals("true", kernel.ok("again > 0").result(), "some were killed with an item");
  }
}
