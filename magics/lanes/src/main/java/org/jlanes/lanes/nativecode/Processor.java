package org.jlanes.lanes.nativecode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/// What `-march=native` depends on. A home folder may be shared by machines with different
/// processors; a library made for one must not be run on another.
final class Processor {
  private Processor() {}

  /// Model and features where Linux tells them, else the architecture.
  static String description() {
    String architecture = System.getProperty("os.name") + " " + System.getProperty("os.arch");
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
}
