package org.jlanes.install;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jlanes.runtime.system.OptionsFile;

/// What `kernel.json` tells Jupyter of the kernel.
///
/// @param argv the command, with `{connection_file}` where the file's path goes
/// @param content the whole of `kernel.json`
/// @see <a href="https://jupyter-client.readthedocs.io/en/stable/kernels.html#kernel-specs">Kernel
///   specs</a>
public record KernelSpec(List<String> argv, JsonObject content) {
  /// The name of the file that makes a folder a kernelspec.
  public static final String FILE = "kernel.json";

  /// The version of the messaging protocol that the kernel speaks. It could be started by the
  /// registration of 5.6, too; that is not announced before it has been tried with Jupyter's own
  /// launcher, which would start no kernel at all if the two understood it differently.
  private static final String PROTOCOL = "5.5";

  /// How the channels can be encrypted; launchers look here, because they must know before they
  /// start the kernel.
  private static final String ENCRYPTION = "curve";

  /// Marks a kernelspec as ours in its `metadata`.
  private static final String MARK = "jlanes";

  private static final String ARGV = "argv";
  private static final String JDK = "jdk";
  private static final String OPTIONS = "options";
  private static final String ENV = "env";
  private static final String METADATA = "metadata";

  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  /// The kernelspec of a distribution.
  ///
  /// @param java the `java` command, absolute: front ends start it without a shell, and their PATH
  ///   is often not the user's
  /// @param displayName what front ends show
  public static KernelSpec of(Path java, Distribution distribution, String displayName) {
    return of(java, distribution, displayName, KernelOptions.NONE, Optional.empty());
  }

  /// The kernelspec of a distribution, started with options.
  ///
  /// @param recorded the argument file of [OptionsFile], read behind the options
  static KernelSpec of(
      Path java,
      Distribution distribution,
      String displayName,
      KernelOptions options,
      Optional<Path> recorded) {
    List<String> argv = new ArrayList<>(List.of(java.toString()));
    argv.addAll(options.jvm());
    recorded.ifPresent(file -> argv.add("@" + file));
    argv.addAll(List.of("-jar", distribution.kernelJar().toString()));
    argv.addAll(options.arguments());
    argv.add("{connection_file}");
    JsonObject metadata = new JsonObject();
    JsonObject mark = new JsonObject();
    mark.addProperty("version", Distribution.version());
    mark.addProperty(JDK, Runtime.version().toString());
    if (options.any()) {
      mark.add(OPTIONS, options.toJson());
    }
    metadata.add(MARK, mark);
    metadata.addProperty("debugger", false);
    JsonArray encryption = new JsonArray();
    encryption.add(ENCRYPTION);
    metadata.add("supported_encryption", encryption);

    JsonArray command = new JsonArray();
    argv.forEach(command::add);
    JsonObject content = new JsonObject();
    content.add(ARGV, command);
    content.addProperty("display_name", displayName);
    content.addProperty("language", "java");
    content.addProperty("interrupt_mode", "message");
    content.addProperty("kernel_protocol_version", PROTOCOL);
    content.add(ENV, new JsonObject());
    content.add(METADATA, metadata);
    return new KernelSpec(List.copyOf(argv), content);
  }

  /// The options that it was made with.
  KernelOptions options() {
    return content.get(METADATA) instanceof JsonObject metadata
            && metadata.get(MARK) instanceof JsonObject mark
            && mark.get(OPTIONS) instanceof JsonObject options
        ? KernelOptions.of(options)
        : KernelOptions.NONE;
  }

  /// This kernelspec with what a user has added to an earlier one: all of its `env`, such as
  /// `JDK_JAVA_OPTIONS`, and those entries of its `metadata` that JLanes does not write.
  KernelSpec keeping(KernelSpec earlier) {
    JsonObject merged = content.deepCopy();
    if (earlier.content.get(ENV) instanceof JsonObject env) {
      merged.add(ENV, env.deepCopy());
    }
    if (earlier.content.get(METADATA) instanceof JsonObject added) {
      JsonObject metadata = merged.getAsJsonObject(METADATA);
      added.entrySet().stream()
          .filter(entry -> !metadata.has(entry.getKey()))
          .forEach(entry -> metadata.add(entry.getKey(), entry.getValue().deepCopy()));
    }
    return new KernelSpec(argv, merged);
  }

  /// This kernelspec with these options for the JVM, before those it has.
  KernelSpec with(List<String> options) {
    List<String> words = new ArrayList<>(argv);
    words.addAll(1, options);
    JsonArray command = new JsonArray();
    words.forEach(command::add);
    JsonObject changed = content.deepCopy();
    changed.add(ARGV, command);
    return new KernelSpec(List.copyOf(words), changed);
  }

  /// Reads the `kernel.json` in a folder.
  ///
  /// @throws CommandException if it is not readable, not JSON, or has no `argv`
  public static KernelSpec read(Path folder) throws CommandException {
    Path file = folder.resolve(FILE);
    try {
      JsonObject content = GSON.fromJson(Files.readString(file), JsonObject.class);
      List<String> argv = new ArrayList<>();
      for (JsonElement word : content.getAsJsonArray(ARGV)) {
        argv.add(word.getAsString());
      }
      return new KernelSpec(List.copyOf(argv), content);
    } catch (IOException | RuntimeException e) {
      throw new CommandException(
          file + " is damaged: " + e.getMessage(),
          "Install the kernelspec again: jlanes install",
          e);
    }
  }

  /// Writes `kernel.json` into a folder.
  public void write(Path folder) throws IOException {
    Files.writeString(folder.resolve(FILE), GSON.toJson(content) + "\n");
  }

  /// The variables of `env`, which the kernel is started with.
  Map<String, String> environment() {
    Map<String, String> variables = new LinkedHashMap<>();
    if (content.get(ENV) instanceof JsonObject env) {
      env.asMap()
          .forEach((name, value) -> {
            if (value instanceof JsonPrimitive text) {
              variables.put(name, text.getAsString());
            }
          });
    }
    return variables;
  }

  /// Whether JLanes made this kernelspec.
  public boolean ours() {
    return content.get(METADATA) instanceof JsonObject metadata && metadata.has(MARK);
  }

  /// Whether it was made for the build of the JDK that runs this: a start cache of another is of no
  /// use.
  boolean forThisJdk() {
    return content.get(METADATA) instanceof JsonObject metadata
        && metadata.get(MARK) instanceof JsonObject mark
        && mark.get(JDK) instanceof JsonPrimitive jdk
        && jdk.getAsString().equals(Runtime.version().toString());
  }

  /// The name that front ends show.
  public String displayName() {
    return content.get("display_name") instanceof JsonPrimitive name ? name.getAsString() : "";
  }
}
