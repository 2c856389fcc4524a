package org.jlanes.runtime.system;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How much memory the machine has left, or the container (service, session) that this process is
/// in. The JVM's own figures are not enough: on Linux they count the files that the system keeps in
/// memory as used, though it gives them up for whoever needs room. Stateless; any thread.
public final class MachineMemory {
  /// The system property that says how much is available, where the system tells it wrongly, as
  /// with file systems whose caches Linux does not count: an amount as `-Xmx` takes it.
  public static final String PROPERTY = "jlanes.memory.available";

  private static final Pattern AMOUNT = Pattern.compile("([0-9]+)([kKmMgGtT]?)");

  private MachineMemory() {}

  /// Bytes that new processes can have without anything being killed or written to swap space; 0 or
  /// more.
  ///
  /// @param part of the whole memory that is left to the system, 0 to 1
  public static long available(double part) {
    OptionalLong given = bytes(System.getProperty(PROPERTY, ""));
    if (given.isPresent()) {
      return given.getAsLong();
    }
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    // That of the container, if it has a limit.
    long total = system.getTotalMemorySize();
    OptionalLong told = available(Path.of("/"));
    // Elsewhere nearly all of the memory is in use at any time, much of it for files: half of it
    // can be had.
    long left = told.orElseGet(() -> Math.max(system.getFreeMemorySize(), total / 2));
    return Math.max(0, left - (long) (part * total));
  }

  /// An amount of memory as `-Xmx` takes it, in bytes; empty if it is none.
  public static OptionalLong bytes(String text) {
    Matcher amount = AMOUNT.matcher(text.strip());
    if (!amount.matches() || amount.group(1).length() > 12) {
      return OptionalLong.empty();
    }
    int power = " kmgt".indexOf(Character.toLowerCase((amount.group(2) + " ").charAt(0)));
    return OptionalLong.of(Long.parseLong(amount.group(1)) << 10 * power);
  }

  /// What Linux tells below a root folder; empty if that is no Linux.
  static OptionalLong available(Path root) {
    OptionalLong machine = figure(root.resolve("proc/meminfo"), "MemAvailable:");
    if (machine.isEmpty()) {
      return machine;
    }
    long least = 1024 * machine.getAsLong();
    // cgroups(7): `0::/path` in version 2, `4:memory:/path` in version 1; limits of the groups
    // around a group hold too. In a container the path may be that outside: then its own group is
    // the uppermost one.
    Path groups = root.resolve("sys/fs/cgroup");
    for (String line : lines(root.resolve("proc/self/cgroup"))) {
      String[] words = line.split(":", 3);
      if (words.length == 3 && (words[1].isEmpty() || words[1].equals("memory"))) {
        Path top = words[1].isEmpty() ? groups : groups.resolve("memory");
        Path group = top.resolve(words[2].substring(1)).normalize();
        while (group.startsWith(top)) {
          least = Math.min(least, left(group));
          group = group.getParent();
        }
      }
    }
    return OptionalLong.of(Math.max(0, least));
  }

  private static long left(Path group) {
    return Math.min(
        left(group, "memory.max", "memory.current", "inactive_file"),
        left(group, "memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file"));
  }

  private static long left(Path group, String limit, String usage, String cached) {
    // Without a limit version 2 says `max`, and version 1 a number beyond all machines.
    OptionalLong most = figure(group.resolve(limit), "");
    OptionalLong used = figure(group.resolve(usage), "");
    if (most.isEmpty() || used.isEmpty()) {
      return Long.MAX_VALUE;
    }
    long files = figure(group.resolve("memory.stat"), cached + " ").orElse(0);
    return most.getAsLong() - Math.max(0, used.getAsLong() - files);
  }

  /// The number behind a name at the beginning of a line.
  private static OptionalLong figure(Path file, String name) {
    for (String line : lines(file)) {
      if (line.startsWith(name)) {
        String word = line.substring(name.length()).strip().split(" ", 2)[0];
        return word.matches("[0-9]{1,19}") ? number(word) : OptionalLong.empty();
      }
    }
    return OptionalLong.empty();
  }

  private static OptionalLong number(String digits) {
    try {
      return OptionalLong.of(Long.parseLong(digits));
    } catch (NumberFormatException e) {
      // Unlimited, as an unsigned number.
      return OptionalLong.empty();
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      // There is no such limit, or nobody may know it.
      return List.of();
    }
  }
}
