package org.jlanes.lanes.process;

import java.util.stream.Stream;
import org.jlanes.runtime.system.JvmOptions;
import org.jlanes.runtime.system.Locales;
import org.jlanes.runtime.system.MachineMemory;

/// How many more workers the machine's memory holds: 1,000 that a cell asks for are 60 GB although
/// none has done anything.
///
/// Each worker counts with what it has when it is idle. Up to one for each core that is all, for a
/// heap may be far larger than what a body needs, and that many workers are what a lane is for.
/// Beyond, each counts with the heap that the user has given it as well: who says that a worker
/// needs 2 GB and asks for more workers than cores must have the memory. Where nobody has said how
/// large heaps may be, their limits are shares of the machine's memory and say nothing of what is
/// needed. Immutable.
///
/// @param available bytes that are left
/// @param cores workers that count with what they have when they are idle
/// @param heap of each worker beyond, bytes
record WorkerRoom(long available, int cores, long heap) {
  /// What a worker takes that has done little: some 50 MB were measured, with what is shared by
  /// all.
  static final long IDLE = 60L << 20;

  /// Of the machine's memory, left to the system, the browser and the kernel.
  private static final double RESERVE = 1.0 / 16;

  /// What there is now.
  static WorkerRoom now(WorkerSettings settings) {
    String heap =
        Stream.concat(JvmOptions.forWorkers().stream(), settings.jvm().stream())
            .filter(option -> option.startsWith("-Xmx"))
            .map(option -> option.substring("-Xmx".length()))
            .reduce(settings.memory() == null ? "" : settings.memory(), (a, b) -> b);
    return new WorkerRoom(
        MachineMemory.available(RESERVE),
        Runtime.getRuntime().availableProcessors(),
        MachineMemory.bytes(heap).orElse(0));
  }

  /// How many of the workers that a pool lacks have room.
  ///
  /// @param lacking how many it wants
  /// @param present how many have started
  /// @param starting how many are being started, which the machine does not show yet
  int of(int lacking, int present, int starting) {
    long left = available;
    int room = -starting;
    for (int number = present + 1; room < lacking; number++) {
      left -= IDLE + (number > cores ? heap : 0);
      if (left < 0) {
        break;
      }
      room++;
    }
    return Math.max(0, room);
  }

  /// Why there is no room for more, and what to do.
  String why() {
    return "the machine has "
        + amount(available)
        + " of memory left for workers, and one takes "
        + amount(IDLE)
        + (heap == 0 ? "" : ", beyond " + cores + " with a heap of " + amount(heap))
        + ". Give fewer --workers, or a smaller --memory";
  }

  private static String amount(long bytes) {
    return bytes >= 10L << 30
        ? String.format(Locales.NONE, "%d GB", bytes >> 30)
        : bytes >= 1L << 30
            ? String.format(Locales.NONE, "%.1f GB", bytes / (double) (1 << 30))
            : (bytes >> 20) + " MB";
  }
}
