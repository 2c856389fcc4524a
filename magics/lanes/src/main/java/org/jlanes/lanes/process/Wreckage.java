package org.jlanes.lanes.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jlanes.runtime.system.Locales;

/// What a worker JVM leaves: processes that bodies have started, and when it goes wrong the report
/// of a crash and a heap dump. Where these are follows from the options that it was started with,
/// of which the last of a kind counts.
///
/// @param command how it was started
/// @param pid its process id
/// @param family its processes
record Wreckage(List<String> command, long pid, Family family) {
  private static final String ERROR_FILE = "-XX:ErrorFile=";
  private static final String DUMP_PATH = "-XX:HeapDumpPath=";

  /// As much of a report as says what happened.
  private static final int HEAD = 4096;

  private static final Pattern CAUSE = Pattern.compile("(?m)^#  (\\S.*?)(?: at pc=.*)?$");
  private static final Pattern FRAME = Pattern.compile("# Problematic frame:\\R# (.+)");

  private static final System.Logger LOG = System.getLogger(Wreckage.class.getName());

  /// The report of a crash with what it says of the cause, as a sentence.
  Optional<String> crash() {
    return existing(option(ERROR_FILE), String.format(Locales.NONE, "hs_err_pid%d.log", pid))
        .map(file -> "The JVM's report" + cause(file) + " is " + file + ".");
  }

  /// The heap dump, as a sentence.
  Optional<String> heapDump() {
    boolean wanted = command.contains("-XX:+HeapDumpOnOutOfMemoryError");
    return wanted
        ? existing(option(DUMP_PATH), String.format(Locales.NONE, "java_pid%d.hprof", pid))
            .map(file -> "The heap dump is " + file + ".")
        : Optional.empty();
  }

  private String option(String prefix) {
    return command.stream()
        .filter(word -> word.startsWith(prefix))
        .reduce((_, last) -> last)
        .map(word -> word.substring(prefix.length()))
        .orElse("");
  }

  /// A worker runs in the folder of this process.
  private Optional<Path> existing(String given, String usual) {
    Path path = Path.of(given.replace("%p", Long.toString(pid))).toAbsolutePath();
    Path file = given.isEmpty() || Files.isDirectory(path) ? path.resolve(usual) : path;
    return Optional.of(file).filter(Files::isRegularFile);
  }

  private static String cause(Path report) {
    try (InputStream in = Files.newInputStream(report)) {
      String head = new String(in.readNBytes(HEAD), StandardCharsets.UTF_8);
      Matcher cause = CAUSE.matcher(head);
      Matcher frame = FRAME.matcher(head);
      String where = frame.find() ? " in " + frame.group(1).replaceAll("\\s+", " ").strip() : "";
      return cause.find() ? " (" + cause.group(1).strip() + where + ")" : "";
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "a crash report that cannot be read", e);
      return "";
    }
  }
}
