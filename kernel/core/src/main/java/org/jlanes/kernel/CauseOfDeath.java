package org.jlanes.kernel;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/// Finds out what ended a JVM that is gone: from the report that a crashing JVM writes, and from
/// the system's count of processes that it killed for want of memory.
final class CauseOfDeath {
  private static final System.Logger LOG = System.getLogger(CauseOfDeath.class.getName());
  private static final Path COUNTS = Path.of("/proc/vmstat");

  private CauseOfDeath() {}

  /// A sentence or two.
  ///
  /// @param pid of the process that is gone
  /// @param began when it did: an older report is of another that had the same number, as is usual
  ///   in containers
  /// @param folder its working directory
  /// @param kills what [#outOfMemoryKills] said when it began
  static String find(long pid, Instant began, Path folder, long kills) {
    String name = "hs_err_pid" + pid + ".log";
    for (Path place : List.of(folder, Path.of(System.getProperty("java.io.tmpdir")))) {
      Path report = place.resolve(name);
      if (isFrom(began, report)) {
        return crash(report);
      }
    }
    return outOfMemoryKills() > kills
        ? "it was killed, and since it began the system has killed a process because memory ran"
            + " out. Use less memory, or limit the kernel's heap (-Xmx in kernel.json)."
        : "it ended without a word: killed from outside (SIGKILL), by the server, by a user or by"
            + " the system, or ended by native code.";
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

  /// How many processes the system has killed for want of memory since it was started; 0 where it
  /// does not say.
  static long outOfMemoryKills() {
    try {
      if (Files.isReadable(COUNTS)) {
        for (String line : Files.readAllLines(COUNTS)) {
          if (line.startsWith("oom_kill ")) {
            return Long.parseLong(line.substring("oom_kill ".length()).strip());
          }
        }
      }
    } catch (IOException | NumberFormatException e) {
      LOG.log(Level.DEBUG, "reading " + COUNTS, e);
    }
    return 0;
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
