package org.jlanes.client;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jlanes.wire.Json;

/// How a kernel is started.
///
/// @param argv program and arguments; `{connection_file}` stands for the connection file
/// @param environment variables added to this process's own
public record KernelCommand(List<String> argv, Map<String, String> environment) {
  /// Copies both.
  public KernelCommand {
    argv = List.copyOf(argv);
    environment = Map.copyOf(environment);
  }

  /// This command with more variables, which replace those of the same name.
  public KernelCommand with(Map<String, String> variables) {
    Map<String, String> all = new LinkedHashMap<>(environment);
    all.putAll(variables);
    return new KernelCommand(argv, all);
  }

  /// A kernel in an executable jar, on the Java that runs this.
  public static KernelCommand ofJar(Path jar) {
    String java = ProcessHandle.current().info().command().orElse("java");
    return new KernelCommand(
        List.of(java, "-jar", jar.toAbsolutePath().toString(), "{connection_file}"), Map.of());
  }

  /// The kernel that a kernelspec describes.
  ///
  /// @param folder the folder with `kernel.json`
  /// @throws IOException if `kernel.json` cannot be read or has no `argv`
  public static KernelCommand ofSpec(Path folder) throws IOException {
    Path file = folder.resolve("kernel.json");
    JsonObject spec;
    try {
      spec = Json.object(Files.readString(file));
    } catch (JsonParseException e) {
      throw new IOException(file + " is not a JSON object: " + e.getMessage(), e);
    }
    List<String> argv = new ArrayList<>();
    for (JsonElement each : Json.array(spec, "argv")) {
      argv.add(each.getAsString().replace("{resource_dir}", folder.toString()));
    }
    if (argv.isEmpty()) {
      throw new IOException(file + " has no \"argv\"; install the kernel again");
    }
    Map<String, String> environment = new LinkedHashMap<>();
    Json.child(spec, "env").asMap().forEach((name, v) -> environment.put(name, v.getAsString()));
    return new KernelCommand(argv, environment);
  }

  /// The arguments for a connection file.
  List<String> argvFor(Path connectionFile) {
    return argv.stream()
        .map(each -> each.replace("{connection_file}", connectionFile.toString()))
        .toList();
  }
}
