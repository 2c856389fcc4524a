package org.jlanes.kernel;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/// Finds out what ended a JVM that is gone: from the report that a crashing JVM writes, and from
/// the system's count of processes that it killed for want of memory.
final class CauseOfDeath {
  private static final System.Logger LOG = System.getLogger(CauseOfDeath.class.getName());
  private static final Path GROUP = Path.of("/proc/self/cgroup");
  private static final Path GROUPS = Path.of("/sys/fs/cgroup");
  private static final Path MACHINE = Path.of("/proc/vmstat");

  private CauseOfDeath() {}

  /// What was known while it lived.
  ///
  /// @param pid of the process that is gone
  /// @param began when it did: an older report is of another that had the same number, as is usual
  ///   in containers
  /// @param folder its working directory
  /// @param kills what [#outOfMemoryKills] said when it began
  /// @param endsWhenFull whether it was told to end when its heap is full
  record Life(long pid, Instant began, Path folder, long kills, boolean endsWhenFull) {}

  /// A sentence or two.
  static String find(Life life) {
    return find(life, outOfMemoryKills());
  }

  /// @param kills what [#outOfMemoryKills] says now
  static String find(Life life, long kills) {
    String name = "hs_err_pid" + life.pid + ".log";
    for (Path place : List.of(life.folder, Path.of(System.getProperty("java.io.tmpdir")))) {
      Path report = place.resolve(name);
      if (isFrom(life.began, report)) {
        return crash(report);
      }
    }
    if (kills > life.kills) {
      return "it was killed, and since it began the system has killed a process because memory ran"
          + " out. Use less memory, or limit the kernel's heap (-Xmx in kernel.json).";
    }
    return life.endsWhenFull
        ? "most likely its heap was full, for it was started with -XX:+ExitOnOutOfMemoryError. Use"
            + " less memory, give it a larger heap (-Xmx), or leave that option out: a cell then"
            + " gets an OutOfMemoryError."
        : "it ended without a word: killed from outside (SIGKILL), by the server, by a user or by"
            + " the system, or ended by native code.";
  }

  /// Whether this JVM ends when an allocation fails, by its command line or by the variables that
  /// add to it.
  static boolean endsWhenFull() {
    return Stream.of(
            Stream.of(ProcessHandle.current().info().arguments().orElse(new String[0])),
            Stream.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS")
                .map(name -> System.getenv().getOrDefault(name, "")))
        .flatMap(each -> each)
        .anyMatch(each -> each.contains("-XX:+ExitOnOutOfMemoryError"));
  }

  private static boolean isFrom(Instant began, Path report) {
    try {
      return Files.isReadable(report)
          && !Files.getLastModifiedTime(report).toInstant().isBefore(began);
    } catch (IOException e) {
      LOG.log(Level.DEBUG, () -> "looking at " + report, e);
      return false;
    }
  }

  /// How many processes the system has killed for want of memory: of this container or service, or
  /// of the whole machine since it was started, where the system does not tell more; 0 where it
  /// does not say.
  static long outOfMemoryKills() {
    return outOfMemoryKills(GROUP, GROUPS, MACHINE);
  }

  /// @param group like `/proc/self/cgroup`
  /// @param groups like `/sys/fs/cgroup`
  /// @param machine like `/proc/vmstat`
  static long outOfMemoryKills(Path group, Path groups, Path machine) {
    Path counts = machine;
    for (String line : lines(group)) {
      // cgroups(7): the one hierarchy of version 2.
      if (line.startsWith("0::/")) {
        Path events = groups.resolve(line.substring("0::/".length())).resolve("memory.events");
        counts = Files.isReadable(events) ? events : counts;
      }
    }
    for (String line : lines(counts)) {
      if (line.startsWith("oom_kill ")) {
        return Long.parseLong(line.substring("oom_kill ".length()).strip());
      }
    }
    return 0;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.isReadable(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, () -> "reading " + file, e);
      return List.of();
    }
  }

  /// What a JVM's own report says: the signal and the place.
  private static String crash(Path report) {
    String what = "";
    String where = "";
    try {
      // Some of it may be whatever bytes lay in memory.
      List<String> lines = Files.readAllLines(report, StandardCharsets.ISO_8859_1);
      for (int i = 0; i < lines.size() && where.isEmpty(); i++) {
        String line = lines.get(i);
        String text = line.replaceFirst("^#\\s*", "");
        if (line.startsWith("#") && what.isEmpty() && isCause(text)) {
          what = text;
        } else if (text.startsWith("Problematic frame:") && i + 1 < lines.size()) {
          where = lines.get(i + 1).replaceFirst("^#\\s*", "");
        }
      }
    } catch (IOException e) {
      LOG.log(Level.DEBUG, () -> "reading " + report, e);
    }
    return "the JVM crashed"
        + (what.isEmpty() ? "" : " (" + what.strip() + ")")
        + (where.isEmpty() ? "" : " in " + where.strip().replaceAll("\\s+", " "))
        + "; its report is "
        + report
        + ". If the place is in C of yours, call it with --isolated while you look for the"
        + " mistake.";
  }

  private static boolean isCause(String text) {
    return text.startsWith("SIG")
        || text.startsWith("EXCEPTION_")
        || text.startsWith("There is insufficient memory")
        || text.startsWith("Out of Memory Error")
        || text.startsWith("Internal Error");
  }
}
