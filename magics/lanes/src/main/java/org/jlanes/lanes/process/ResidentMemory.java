package org.jlanes.lanes.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How much memory a process has, as Linux tells it.
final class ResidentMemory {
  private static final Pattern RSS = Pattern.compile("VmRSS:\\s*([0-9]+) kB");

  private ResidentMemory() {}

  /// Bytes of a process that are in memory; empty if it has gone, or the system does not tell.
  static OptionalLong of(long pid) {
    Path status = Path.of("/proc", Long.toString(pid), "status");
    List<String> lines;
    try {
      // Not as UTF-8: a process may have any name.
      lines = Files.readAllLines(status, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return OptionalLong.empty();
    }
    for (String line : lines) {
      Matcher rss = RSS.matcher(line);
      if (rss.matches()) {
        return OptionalLong.of(1024 * Long.parseLong(rss.group(1)));
      }
    }
    return OptionalLong.empty();
  }
}
