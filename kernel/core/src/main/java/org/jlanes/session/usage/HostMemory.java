package org.jlanes.session.usage;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// The memory of the machine, in bytes.
///
/// @param total all of it
/// @param available what programs can still get without swapping; on Linux much more than `free`,
///   because caches are given up when memory is wanted
/// @param used neither free nor a cache
/// @param free used for nothing at all
public record HostMemory(long total, long available, long used, long free) {
  private static final Path MEMINFO = Path.of("/proc/meminfo");
  private static final long KIB = 1024;

  /// The memory as it is now.
  public static HostMemory now() {
    try {
      if (Files.exists(MEMINFO)) {
        return ofMeminfo(Files.readString(MEMINFO));
      }
    } catch (IOException | IllegalArgumentException e) {
      System.getLogger(HostMemory.class.getName()).log(Level.DEBUG, "reading " + MEMINFO, e);
    }
    OperatingSystemMXBean host = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    long total = host.getTotalMemorySize();
    long free = host.getFreeMemorySize();
    return new HostMemory(total, free, total - free, free);
  }

  /// @throws IllegalArgumentException if the text is not that of `/proc/meminfo`
  static HostMemory ofMeminfo(String text) {
    Map<String, Long> fields = new HashMap<>();
    text.lines()
        .map(line -> line.split("[:\\s]+"))
        .filter(words -> words.length > 1)
        .forEach(words -> fields.put(words[0], Long.parseLong(words[1]) * KIB));
    if (!fields.containsKey("MemTotal") || !fields.containsKey("MemFree")) {
      throw new IllegalArgumentException("no MemTotal or MemFree in " + text);
    }
    long total = fields.get("MemTotal");
    long free = fields.get("MemFree");
    long caches =
        fields.getOrDefault("Buffers", 0L)
            + fields.getOrDefault("Cached", 0L)
            + fields.getOrDefault("SReclaimable", 0L);
    // Linux before 3.14 does not tell what is available.
    long available = fields.getOrDefault("MemAvailable", Math.min(total, free + caches));
    long used = total - free - caches;
    return new HostMemory(total, available, used >= 0 ? used : total - free, free);
  }

  /// How much is not available, of 100.
  public double percent() {
    return total == 0 ? 0 : Math.rint(1_000.0 * (total - available) / total) / 10;
  }
}
