package org.jlanes.soak;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jlanes.client.KernelCommand;
import org.jlanes.install.Host;
import org.jlanes.install.JupyterFolders;
import org.jlanes.wire.Json;

/// A kernel to be put under load.
///
/// @param name the kernelspec's name
/// @param command how it is started
/// @param dialect its language
/// @param interruptedBySignal whether SIGINT interrupts it, and not a message
record Target(String name, KernelCommand command, Dialect dialect, boolean interruptedBySignal) {
  private static final String JAR = "jlanes-kernel.jar";

  /// The kernel of a name: `jlanes` is the one that was built here (`jlanes.dist`), a folder with
  /// `jlanes-kernel.jar` another build of it, every other is looked for where Jupyter looks.
  ///
  /// @throws IOException if there is none, or it is of a language without cells here
  static Target named(String name) throws IOException {
    Path other = Path.of(name);
    if (name.equals("jlanes") || Files.exists(other.resolve(JAR))) {
      Path dist = name.equals("jlanes") ? Path.of(System.getProperty("jlanes.dist")) : other;
      Map<String, String> own =
          // Kernels that are killed leave marks, which those of the user must not find.
          Map.of("XDG_STATE_HOME", dist.resolveSibling("state").toAbsolutePath().toString());
      KernelCommand command = KernelCommand.ofJar(dist.resolve(JAR));
      String called = name.equals("jlanes") ? name : other.getFileName().toString();
      return new Target(called, new KernelCommand(command.argv(), own), new JavaDialect(), false);
    }
    List<Path> folders = new JupyterFolders(Host.current()).searchPath();
    Optional<Path> spec =
        folders.stream()
            .map(folder -> folder.resolve(name))
            .filter(folder -> Files.exists(folder.resolve("kernel.json")))
            .findFirst();
    if (spec.isEmpty()) {
      throw new IOException(
          "there is no kernel %s in %s; JUPYTER_PATH can name more folders"
              .formatted(name, folders));
    }
    return ofSpec(name, spec.get());
  }

  /// This kernel with its temporary files and its state in folders of their own.
  Target in(Path temporary, Path state) {
    List<String> argv = new ArrayList<>(command.argv());
    if (argv.getFirst().endsWith("java")) {
      argv.add(1, "-Djava.io.tmpdir=" + temporary);
    }
    KernelCommand own =
        new KernelCommand(argv, command.environment(), command.registers())
            .with(Map.of("TMPDIR", temporary.toString(), "XDG_STATE_HOME", state.toString()));
    return new Target(name, own, dialect, interruptedBySignal);
  }

  private static Target ofSpec(String name, Path folder) throws IOException {
    JsonObject spec;
    try {
      spec = Json.object(Files.readString(folder.resolve("kernel.json")));
    } catch (JsonParseException e) {
      throw new IOException(folder + " has a malformed kernel.json: " + e.getMessage(), e);
    }
    Dialect dialect =
        switch (Json.string(spec, "language", "")) {
          case "java" -> new JavaDialect();
          case "python" -> new PythonDialect();
          default ->
              throw new IOException(
                  name + " runs neither Java nor Python: write a Dialect for its language");
        };
    boolean signal = !Json.string(spec, "interrupt_mode", "signal").equals("message");
    return new Target(name, KernelCommand.ofSpec(folder), dialect, signal);
  }
}
