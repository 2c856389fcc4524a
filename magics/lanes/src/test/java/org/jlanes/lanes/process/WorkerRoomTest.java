package org.jlanes.lanes.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.jlanes.runtime.system.MachineMemory;
import org.junit.jupiter.api.Test;

/// What a worker counts with against the memory that is left.
final class WorkerRoomTest {
  private static final long GB = 1L << 30;
  private static final long IDLE = WorkerRoom.IDLE;

  @Test
  void idleWorkersCountWithWhatAJvmHas() {
    WorkerRoom room = new WorkerRoom(10 * IDLE + 1, 4, 0);
    assertEquals(10, room.of(1000, 0, 0));
    assertEquals(3, room.of(3, 0, 0));
    assertEquals(0, new WorkerRoom(IDLE - 1, 4, 0).of(2, 0, 0));
  }

  @Test
  void workersThatAreBeingStartedTakeRoomThatTheMachineStillShows() {
    WorkerRoom room = new WorkerRoom(10 * IDLE, 4, 0);
    assertEquals(4, room.of(1000, 2, 6));
    assertEquals(0, room.of(1000, 2, 12));
  }

  @Test
  void aHeapThatTheUserGaveCountsBeyondTheCores() {
    WorkerRoom room = new WorkerRoom(6 * GB, 4, 2 * GB);
    assertEquals(4, room.of(4, 0, 0));
    assertEquals(6, room.of(1000, 0, 0));
    assertEquals(2, room.of(1000, 4, 0));
    assertTrue(room.why().contains("6.0 GB"), room.why());
    assertTrue(room.why().contains("beyond 4 with a heap of 2.0 GB"), room.why());
  }

  @Test
  void theHeapIsWhatTheJvmWillTake() {
    assertEquals(0, WorkerRoom.now(WorkerSettings.NONE).heap());
    assertEquals(2 * GB, WorkerRoom.now(new WorkerSettings("2g", List.of())).heap());
    List<String> twice = List.of("-Xmx1g", "-Dx=y", "-Xmx3g");
    assertEquals(3 * GB, WorkerRoom.now(new WorkerSettings("2g", twice)).heap());
  }

  @Test
  void whatIsAvailableCanBeSaid() {
    String before = System.getProperty(MachineMemory.PROPERTY);
    System.setProperty(MachineMemory.PROPERTY, "700m");
    try {
      assertEquals(700L << 20, WorkerRoom.now(WorkerSettings.NONE).available());
    } finally {
      if (before == null) {
        System.clearProperty(MachineMemory.PROPERTY);
      } else {
        System.setProperty(MachineMemory.PROPERTY, before);
      }
    }
  }
}
