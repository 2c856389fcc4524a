package org.jlanes.lanes.nativecode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jlanes.runtime.envelope.Digest;

/// What `-march=native` depends on. A home folder may be shared by machines with different
/// processors, and a worker may run on another machine; a library made for one processor must not
/// be run on another.
final class Processor {
  private Processor() {}

  /// Model and features where Linux tells them, else the architecture.
  static String description() {
    String architecture = architecture();
    Path info = Path.of("/proc/cpuinfo");
    if (!Files.isReadable(info)) {
      return architecture;
    }
    try {
      return architecture
          + Files.readString(info)
              .lines()
              .takeWhile(line -> !line.isBlank())
              .filter(
                  line -> line.matches("(model name|flags|Features|CPU (implementer|part))\\s*:.*"))
              .collect(Collectors.joining("\n", "\n", ""));
    } catch (IOException e) {
      // Not being able to read it only costs a compilation for an unknown processor.
      return architecture + " unknown: " + e.getMessage();
    }
  }

  /// The same in one short line that people can read, different for different descriptions: `Linux
  /// amd64, AMD EPYC 7763, 5f2a90c1`. Without quotes or backslashes.
  static String name() {
    return name(description());
  }

  static String name(String description) {
    List<String> lines = description.lines().toList();
    String model =
        lines.stream()
            .filter(line -> line.startsWith("model name"))
            .map(line -> ", " + line.substring(line.indexOf(':') + 1).strip())
            .findFirst()
            .orElse("");
    String digest = Digest.of(description.getBytes(StandardCharsets.UTF_8)).substring(0, 8);
    return (lines.getFirst() + model + ", " + digest).replaceAll("[^\\w .,()@+/-]", "");
  }

  private static String architecture() {
    return System.getProperty("os.name") + " " + System.getProperty("os.arch");
  }
}
