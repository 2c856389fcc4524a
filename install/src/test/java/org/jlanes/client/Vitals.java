package org.jlanes.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// What a process holds: it must not grow under attack. Read from `/proc`; where there is none,
/// everything is 0.
///
/// @param threads its threads
/// @param files its open file descriptors, sockets included
record Vitals(long threads, long files) {
  static Vitals of(ProcessHandle process) throws IOException {
    Path proc = Path.of("/proc", Long.toString(process.pid()));
    return Files.exists(proc)
        ? new Vitals(count(proc.resolve("task")), count(proc.resolve("fd")))
        : new Vitals(0, 0);
  }

  private static long count(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.count();
    }
  }

  /// Whether this is about what it was before. The JVM starts and ends some threads of its own.
  boolean isBackAt(Vitals before) {
    int ofTheJvm = 8;
    return threads <= before.threads + ofTheJvm && files <= before.files + ofTheJvm;
  }
}
