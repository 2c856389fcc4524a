package org.jlanes.lanes.process;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jlanes.lanes.run.LaneException;
import org.jlanes.lanes.run.RunOptions;
import org.jlanes.runtime.system.WorkerCache;

/// What the JVMs of a pool are started with.
///
/// @param memory largest heap as in `-Xmx`, or null: then the workers together get at most half of
///   the machine's memory
/// @param jvm further options of the JVM, in order
record WorkerSettings(String memory, List<String> jvm) {
  private static final Pattern PLAIN = Pattern.compile("[-+=:.,/%@\\w]+");

  /// Nothing of its own.
  static final WorkerSettings NONE = new WorkerSettings(null, List.of());

  /// Copies the list.
  WorkerSettings {
    jvm = List.copyOf(jvm);
  }

  /// These settings, with what the options of a run say of them.
  ///
  /// @throws LaneException if that cannot be right
  WorkerSettings with(RunOptions options) throws LaneException {
    String other = options.more().get("memory");
    if (other != null && !RunOptions.MEMORY.matcher(other).matches()) {
      throw new LaneException(
          "--memory " + other + ": not an amount of memory; write for example 512m or 2g");
    }
    String more = options.more().get("jvm");
    return new WorkerSettings(
        other != null ? other : memory, more != null ? JvmWords.of(more) : jvm);
  }

  /// Whether a worker is to make a cache of what it has run, when it ends.
  boolean inTraining() {
    return jvm.stream().anyMatch(option -> option.startsWith("-D" + WorkerCache.TRAINING + "="));
  }

  /// As in a header; empty if there is nothing to say.
  String text() {
    List<String> words = new ArrayList<>();
    if (memory != null) {
      words.add("--memory " + memory);
    }
    if (!jvm.isEmpty()) {
      words.add(
          "--jvm '"
              + jvm.stream().map(WorkerSettings::quoted).collect(Collectors.joining(" "))
              + "'");
    }
    return String.join(" ", words);
  }

  private static String quoted(String option) {
    return PLAIN.matcher(option).matches()
        ? option
        : '"' + option.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
