package org.jlanes.session.usage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// This process and all that it has started, such as workers. For one thread.
public final class Family {
  private static final long KIB = 1024;
  private static final long SHORTEST_NANOS = Duration.ofMillis(100).toNanos();

  private final ProcessHandle self = ProcessHandle.current();
  private final long ageNanos = age(self).toNanos();
  private final long madeNanos = System.nanoTime();
  private final Load load = new Load(SHORTEST_NANOS);
  private Map<ProcessHandle, Long> seen = Map.of();
  private long cpuNanos;

  private static Duration age(ProcessHandle process) {
    Instant now = Instant.now();
    Duration age = Duration.between(process.info().startInstant().orElse(now), now);
    return age.isNegative() ? Duration.ZERO : age;
  }

  private List<ProcessHandle> members() {
    return Stream.concat(Stream.of(self), self.descendants()).toList();
  }

  /// CPU time in percent of one processor since the look before; at the first look since the
  /// process was started.
  public double cpuPercent() {
    Map<ProcessHandle, Long> now = new HashMap<>();
    for (ProcessHandle each : members()) {
      long nanos = each.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
      now.put(each, nanos);
      // Each for itself: the sum would shrink when a child ends.
      cpuNanos += Math.max(0, nanos - seen.getOrDefault(each, 0L));
    }
    seen = now;
    return load.look(cpuNanos, ageNanos + System.nanoTime() - madeNanos);
  }

  /// Bytes of memory that are resident; the Java heap where the system does not tell. Memory that
  /// several share is counted for each of them: to share it out, the system would have to walk all
  /// their pages at every look.
  public long residentBytes() {
    long resident = members().stream().mapToLong(Family::residentBytes).sum();
    Runtime heap = Runtime.getRuntime();
    return resident > 0 ? resident : heap.totalMemory() - heap.freeMemory();
  }

  private static long residentBytes(ProcessHandle process) {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    try (Stream<String> lines = Files.lines(status)) {
      // In KiB, however large the machine's pages are. A process that has just ended has none.
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.split("\\s+")[1]) * KIB)
          .findFirst()
          .orElse(0);
    } catch (IOException | UncheckedIOException | NumberFormatException e) {
      System.getLogger(Family.class.getName())
          .log(Level.DEBUG, () -> "no memory figure in " + status, e);
      return 0;
    }
  }
}
