package org.jlanes.runtime.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The argument file of a kernelspec: options of the JVM, which `java` reads at each start of the
/// kernel (`@jvm.options` in `kernel.json`). It has to be there, also when it is empty, or `java`
/// does not start.
///
/// @param file the file
/// @see <a
///   href="https://docs.oracle.com/en/java/javase/25/docs/specs/man/java.html#java-command-line-argument-files">Argument
///   files</a>
public record OptionsFile(Path file) {
  /// The file's name in the kernelspec's folder.
  public static final String NAME = "jvm.options";

  private static final String COMMENT =
      "# Options of the JVM for the next start of this kernel, written by %jvm. One in each"
          + " line.\n";

  /// The options in the file; empty if it does not exist.
  ///
  /// @throws IOException if it cannot be read
  public List<String> read() throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    List<String> options = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      String text = line.strip();
      if (text.startsWith("\"") && text.endsWith("\"") && text.length() > 1) {
        options.add(text.substring(1, text.length() - 1).replaceAll("\\\\(.)", "$1"));
      } else if (!text.isEmpty() && !text.startsWith("#")) {
        // Written by hand.
        options.addAll(List.of(text.split("\\s+")));
      }
    }
    return options;
  }

  /// Writes the options, in one step, so that a kernel that starts meanwhile reads the old or the
  /// new ones.
  ///
  /// @throws IOException if the file cannot be written
  public void write(List<String> options) throws IOException {
    String text =
        options.stream()
            .map(option -> '"' + option.replace("\\", "\\\\").replace("\"", "\\\"") + "\"\n")
            .collect(Collectors.joining("", COMMENT, ""));
    Path fresh = Files.createTempFile(file.toAbsolutePath().getParent(), NAME, ".new");
    try {
      Files.writeString(fresh, text);
      // Temporary files are private; other users of the kernelspec read this one.
      if (Files.exists(file)) {
        Files.setPosixFilePermissions(fresh, Files.getPosixFilePermissions(file));
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }
}
