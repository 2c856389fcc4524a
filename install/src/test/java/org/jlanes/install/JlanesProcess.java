package org.jlanes.install;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Starts `install/jlanes` as a process of its own, with a home of its own and a PATH on which
/// there is nothing but the tools of the system that a test does not replace.
final class JlanesProcess {
  static final Path ROOT = Path.of(System.getProperty("jlanes.root")).toAbsolutePath();
  static final Path SCRIPT = ROOT.resolve("install").resolve("jlanes");

  /// What the script itself needs.
  private static final List<String> TOOLS =
      List.of(
          "sh",
          "dirname",
          "readlink",
          "grep",
          "sed",
          "find",
          "head",
          "uname",
          "cat",
          "stty",
          "cut");

  private final Path home;
  private final Path bin;
  private Path script = SCRIPT;

  /// The start cache is a test's subject of its own, and takes twenty seconds to make.
  private final Map<String, String> environment = new HashMap<>(Map.of(StartCache.SWITCH, "off"));

  JlanesProcess(Path home) throws IOException {
    this.home = home;
    this.bin = Files.createDirectories(home.resolve("bin"));
    for (String tool : TOOLS) {
      for (String place : List.of("/bin", "/usr/bin")) {
        Path file = Path.of(place, tool);
        if (Files.exists(file) && !Files.exists(bin.resolve(tool))) {
          Files.createSymbolicLink(bin.resolve(tool), file.toRealPath());
        }
      }
    }
  }

  /// How a command ended.
  record Ended(int exitCode, String out, String err) {
    String all() {
      return "exit code " + exitCode + "\n" + out + err;
    }
  }

  /// Of another clone.
  JlanesProcess of(Path otherScript) {
    script = otherScript;
    return this;
  }

  /// With more environment variables.
  JlanesProcess with(Map<String, String> variables) {
    environment.putAll(variables);
    return this;
  }

  /// Puts a program on the PATH.
  void program(String name, String script) throws IOException {
    Path file = Files.writeString(bin.resolve(name), "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  Ended run(Object... arguments) throws IOException, InterruptedException {
    return run(Arrays.stream(arguments).map(Object::toString).toList());
  }

  Ended run(List<String> arguments) throws IOException, InterruptedException {
    Path out = Files.createTempFile(home, "out", ".txt");
    Path err = Files.createTempFile(home, "err", ".txt");
    Process process = start(arguments, out, err);
    try {
      process.getOutputStream().close();
      if (!process.waitFor(200, TimeUnit.SECONDS)) {
        throw new AssertionError(
            "still running: " + arguments + "\n" + Files.readString(out) + Files.readString(err));
      }
      return new Ended(
          process.exitValue(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  /// Starts a command, whose output of both kinds goes into a file.
  Process start(List<String> arguments, Path out) throws IOException {
    return start(arguments, out, out);
  }

  private Process start(List<String> arguments, Path out, Path err) throws IOException {
    List<String> command = new ArrayList<>(List.of("/bin/sh", script.toString()));
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(home.toFile())
            .redirectOutput(ProcessBuilder.Redirect.appendTo(out.toFile()))
            .redirectError(ProcessBuilder.Redirect.appendTo(err.toFile()));
    builder.environment().clear();
    builder.environment().put("HOME", home.toString());
    builder.environment().put("PATH", bin.toString());
    builder.environment().put("JDK25_HOME", System.getProperty("java.home"));
    builder.environment().putAll(environment);
    return builder.start();
  }
}
