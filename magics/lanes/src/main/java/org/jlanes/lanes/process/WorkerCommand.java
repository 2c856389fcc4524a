package org.jlanes.lanes.process;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jlanes.lanes.run.LaneException;
import org.jlanes.runtime.system.JvmOptions;
import org.jlanes.runtime.system.WorkerCache;

/// The command line of a worker JVM: the same JDK as this one, by absolute path.
final class WorkerCommand {
  /// Class path of the worker, where it is not beside the folder of the lanes' jar.
  static final String PROPERTY = "jlanes.worker.jar";

  /// A JVM that is given two collectors does not start.
  private static final Pattern COLLECTOR = Pattern.compile("-XX:\\+Use\\w+GC");

  private WorkerCommand() {}

  /// The command.
  ///
  /// @param workers how many of them there will be
  /// @throws LaneException if the worker's jar cannot be found
  static List<String> of(WorkerSettings settings, int workers) throws LaneException {
    String memory = settings.memory();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add(
        memory != null
            ? "-Xmx" + memory
            : "-XX:MaxRAMPercentage=" + Math.clamp(50.0 / workers, 1, 25));
    if (settings.jvm().stream().noneMatch(option -> COLLECTOR.matcher(option).matches())) {
      // One item at a time runs here: collector threads would only compete with other workers.
      command.add("-XX:+UseSerialGC");
    }
    String classPath = classPath();
    List<String> given = new ArrayList<>(JvmOptions.forWorkers());
    given.addAll(settings.jvm());
    // Where the jar is given there may be several, and none beside which a cache was made.
    command.addAll(WorkerCache.beside(Path.of(classPath)).options(given));
    command.addAll(
        List.of(
            "-XX:-UsePerfData",
            "-Dfile.encoding=UTF-8",
            "-Dstdout.encoding=UTF-8",
            "-Dstderr.encoding=UTF-8",
            // Not into the notebook's folder.
            "-XX:ErrorFile=" + Path.of(System.getProperty("java.io.tmpdir"), "hs_err_pid%p.log"),
            "-Djava.awt.headless=true",
            "--enable-native-access=ALL-UNNAMED"));
    // The last of two options counts for the JVM: the pool's before the notebook's before ours.
    command.addAll(given);
    command.addAll(List.of("-cp", classPath, "org.jlanes.worker.WorkerMain"));
    return command;
  }

  private static String classPath() throws LaneException {
    String given = System.getProperty(PROPERTY);
    if (given != null) {
      for (String entry : given.split(File.pathSeparator)) {
        if (!new File(entry).exists()) {
          throw new LaneException("-D" + PROPERTY + " names " + entry + ", which does not exist");
        }
      }
      return given;
    }
    Path own;
    try {
      own =
          Path.of(WorkerCommand.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
    Path jar = own.resolveSibling("../jlanes-worker.jar").normalize();
    if (!Files.isRegularFile(jar)) {
      throw new LaneException(
          "the jar of the worker processes is missing: "
              + jar
              + ". Build the distribution (mvn package), or name the jar with -D"
              + PROPERTY
              + "=…");
    }
    return jar.toString();
  }
}
