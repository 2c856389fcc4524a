package org.jlanes.magics.options;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jlanes.kernel.OptionsCheck;
import org.jlanes.runtime.system.JvmOptions;
import org.jlanes.runtime.system.OptionsFile;

/// The options of the JVM that were recorded for the next start of a kernel.
///
/// @param file the argument file in the kernelspec's folder
record RecordedOptions(Path file) {
  /// Those of the kernelspec that this kernel was started from; empty where there is none.
  static Optional<RecordedOptions> here() {
    return Optional.of(distribution().resolve(OptionsFile.NAME))
        .filter(Files::isRegularFile)
        .map(RecordedOptions::new);
  }

  /// The folder that this kernel's jars are in.
  private static Path distribution() {
    try {
      // …/lib/jlanes-notebook.jar
      Path jar =
          Path.of(
              RecordedOptions.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return jar.getParent().resolveSibling("").toAbsolutePath().normalize();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the jar of this class has no path", e);
    }
  }

  List<String> read() throws IOException {
    return new OptionsFile(file).read();
  }

  void write(List<String> options) throws IOException {
    new OptionsFile(file).write(options);
  }

  /// What is recorded, with more; one that sets the same replaces an earlier one.
  List<String> with(List<String> more) throws IOException {
    List<String> all = new ArrayList<>(read());
    for (String option : more) {
      all.removeIf(each -> subject(each).equals(subject(option)));
      all.add(option);
    }
    return all;
  }

  /// What an option sets. Those for modules may be repeated.
  private static String subject(String option) {
    return option.startsWith("--add-")
        ? option
        : option
            .replaceFirst("^-(Xmx|Xms|Xmn|Xss).*", "$1")
            .replaceFirst("^-XX:[+-]?(\\w+).*", "$1");
  }

  /// What speaks against a start with options instead of those that are recorded.
  ///
  /// @return what the JVM says; empty if a kernel runs with them
  Optional<String> problem(List<String> options) throws IOException, InterruptedException {
    List<String> recorded = read();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // Of the command line; what the environment adds the new process gets from there.
    Stream<String> given = JvmOptions.given().stream();
    command.addAll(
        given.filter(each -> !recorded.contains(each) && !each.startsWith("-XX:AOT")).toList());
    command.addAll(options);
    command.add("-jar");
    command.add(file.resolveSibling("jlanes-kernel.jar").toString());
    return OptionsCheck.problem(command);
  }
}
