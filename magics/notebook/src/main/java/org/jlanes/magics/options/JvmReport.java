package org.jlanes.magics.options;

import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jlanes.runtime.system.JvmOptions;
import org.jlanes.runtime.system.Locales;

/// What `%jvm` shows.
final class JvmReport {
  private static final double BYTES_PER_MB = 1 << 20;

  private JvmReport() {}

  /// @param recorded what was recorded for the next start, where that is possible
  static String text(Optional<RecordedOptions> recorded) throws IOException {
    MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    StringBuilder text = new StringBuilder();
    line(
        text,
        "JVM",
        System.getProperty("java.vm.name")
            + " "
            + System.getProperty("java.vm.version")
            + ", process "
            + ProcessHandle.current().pid());
    line(text, "Home", System.getProperty("java.home"));
    line(
        text,
        "Heap",
        String.format(
            Locales.NONE,
            "%.0f MB used, %.0f MB taken, %.0f MB at most",
            heap.getUsed() / BYTES_PER_MB,
            heap.getCommitted() / BYTES_PER_MB,
            heap.getMax() / BYTES_PER_MB));
    line(
        text,
        "Collectors",
        ManagementFactory.getGarbageCollectorMXBeans().stream()
            .map(GarbageCollectorMXBean::getName)
            .collect(Collectors.joining(", ")));
    line(text, "Preview", JvmOptions.preview() ? "on" : "off (%jvm --enable-preview)");
    line(text, "Started with", words(JvmOptions.given()));
    if (!JvmOptions.added().isEmpty()) {
      line(text, "Set since", words(JvmOptions.added()));
    }
    if (recorded.isPresent()) {
      line(text, "Next start", words(recorded.get().read()));
    }
    return text.toString();
  }

  private static String words(List<String> options) {
    return options.isEmpty() ? "no options" : String.join(" ", options);
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(String.format(Locales.NONE, "%-13s %s%n", name, value));
  }
}
