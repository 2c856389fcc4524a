package org.jlanes.session.usage;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// How busy the machine's processors are, of 100, since the look before; at the first look since
/// this was made. For one thread.
public final class HostCpu {
  private static final Path STAT = Path.of("/proc/stat");

  /// Ticks of all processors together after which there is a new figure.
  private static final long SHORTEST = 10;

  private static final int IDLE = 3;
  private static final int IO_WAIT = 4;

  /// The columns behind these count once more what guests used, which stands in the first already.
  private static final int COLUMNS = 8;

  private final OperatingSystemMXBean host =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private final Load load = new Load(SHORTEST);

  /// Takes the first look.
  public HostCpu() {
    percent();
  }

  /// The percentage.
  public double percent() {
    try {
      if (Files.exists(STAT)) {
        return percent(Files.readString(STAT));
      }
    } catch (IOException | IllegalArgumentException e) {
      System.getLogger(HostCpu.class.getName()).log(Level.DEBUG, "reading " + STAT, e);
    }
    double ratio = host.getCpuLoad();
    return ratio >= 0 ? 100 * ratio : 0;
  }

  /// @param stat the text of `/proc/stat`, whose first line sums up the processors
  double percent(String stat) {
    long[] ticks =
        Stream.of(stat.lines().findFirst().orElse("").split("\\s+"))
            .skip(1)
            .limit(COLUMNS)
            .mapToLong(Long::parseLong)
            .toArray();
    if (ticks.length <= IO_WAIT) {
      throw new IllegalArgumentException("no line of all processors in " + STAT);
    }
    long all = 0;
    for (long each : ticks) {
      all += each;
    }
    return Math.min(100, load.look(all - ticks[IDLE] - ticks[IO_WAIT], all));
  }
}
