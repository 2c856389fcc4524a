package org.jlanes.runtime.system;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The AOT cache of worker processes: their classes as the JVM has parsed and linked them, so that
/// a worker starts in less than half the time and memory.
///
/// The JVM uses it only with the JDK build, the jars and the module options that it was made with,
/// and with a collector that can; else it starts as it does without, and says nothing. Any thread.
///
/// @param file where it is, or would be
/// @see <a href="https://openjdk.org/jeps/514">JEP 514</a>
public record WorkerCache(Path file) {
  /// Set in a worker that runs to make a cache of it.
  public static final String TRAINING = "jlanes.worker.training";

  private static final String NAME = "worker.aot";

  /// For every JVM that uses or makes an AOT cache: what it says of the cache must reach neither
  /// standard output nor a cell; its other warnings go to standard error.
  public static final List<String> QUIETLY =
      List.of("-Xlog:disable", "-Xlog:all=warning:stderr", "-Xlog:aot*=off:stderr");

  /// A JVM that is given a cache and one of these does not start, or is told twice what to do.
  private static final List<String> EXCLUDE =
      List.of(
          "-XX:AOT",
          "-Xshare",
          "-XX:SharedArchiveFile",
          "-XX:SharedClassListFile",
          "-XX:ArchiveClassesAtExit",
          "-XX:+AutoCreateSharedArchive",
          "-XX:Flags=",
          "-XX:VMOptionsFile=");

  /// From where a JVM takes options besides its command line.
  private static final List<String> VARIABLES =
      List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

  /// The cache for workers that are started from a jar.
  public static WorkerCache beside(Path jar) {
    return new WorkerCache(jar.resolveSibling(NAME));
  }

  /// The options that have a worker use it.
  ///
  /// @param others what it is started with besides
  /// @return none if there is no cache, or the others do not go with one
  public List<String> options(List<String> others) {
    if (!Files.isRegularFile(file)
        || Stream.concat(others.stream(), VARIABLES.stream().map(WorkerCache::variable))
            .anyMatch(WorkerCache::excludes)) {
      return List.of();
    }
    return Stream.of(List.of("-XX:AOTCache=" + file), QUIETLY).flatMap(List::stream).toList();
  }

  /// The options that have a worker make it, when it ends.
  public List<String> making() {
    return List.of(
        "-XX:AOTCacheOutput=" + file,
        // Whatever the JVM learned of the methods would have it compile them at each start.
        "-XX:+UnlockDiagnosticVMOptions",
        "-XX:+IgnoreUnrecognizedVMOptions",
        "-XX:-AOTRecordTraining",
        "-D" + TRAINING + "=true");
  }

  private static String variable(String name) {
    String value = System.getenv(name);
    return value == null ? "" : value;
  }

  private static boolean excludes(String words) {
    return EXCLUDE.stream().anyMatch(words::contains);
  }
}
