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
/// @param registers whether the kernel can be given a registration file, to choose its ports itself
public record KernelCommand(List<String> argv, Map<String, String> environment, boolean registers) {
  /// The version of the protocol, as (major, minor), since which kernels can register.
  private static final int[] REGISTERS_SINCE = {5, 6};

  /// Copies list and map.
  public KernelCommand {
    argv = List.copyOf(argv);
    environment = Map.copyOf(environment);
  }

  /// This command with more variables, which replace those of the same name.
  public KernelCommand with(Map<String, String> variables) {
    Map<String, String> all = new LinkedHashMap<>(environment);
    all.putAll(variables);
    return new KernelCommand(argv, all, registers);
  }

  /// A kernel that must be given its ports.
  public KernelCommand(List<String> argv, Map<String, String> environment) {
    this(argv, environment, false);
  }

  /// The kernel in an executable jar (JLanes), on the Java that runs this.
  public static KernelCommand ofJar(Path jar) {
    String java = ProcessHandle.current().info().command().orElse("java");
    return new KernelCommand(
        List.of(java, "-jar", jar.toAbsolutePath().toString(), "{connection_file}"),
        Map.of(),
        true);
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
    return new KernelCommand(argv, environment, registers(spec));
  }

  /// Whether the `kernel_protocol_version` in a `kernel.json` is one with registration (5.6).
  public static boolean registers(JsonObject spec) {
    String[] version = Json.string(spec, "kernel_protocol_version", "").split("\\.", -1);
    try {
      int major = Integer.parseInt(version[0]);
      int minor = version.length > 1 ? Integer.parseInt(version[1]) : 0;
      return major > REGISTERS_SINCE[0]
          || major == REGISTERS_SINCE[0] && minor >= REGISTERS_SINCE[1];
    } catch (NumberFormatException e) {
      // Unknown: then the form that every kernel knows.
      return false;
    }
  }

  /// The arguments for a connection file.
  List<String> argvFor(Path connectionFile) {
    return argv.stream()
        .map(each -> each.replace("{connection_file}", connectionFile.toString()))
        .toList();
  }
}
