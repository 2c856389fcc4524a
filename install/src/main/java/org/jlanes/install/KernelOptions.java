package org.jlanes.install;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// What a kernel is started with besides its connection file. Written into the `metadata` of a
/// kernelspec, too, so that it is kept when that is made anew.
///
/// @param jvm options of the JVM
/// @param javac options of the compiler of the cells
/// @param startup files that run before the first cell, or names of the JDK's
/// @param startupFolder whether the files in the user's startup folder run as well
record KernelOptions(
    List<String> jvm, List<String> javac, List<String> startup, boolean startupFolder) {
  /// A kernel as it comes.
  static final KernelOptions NONE = new KernelOptions(List.of(), List.of(), List.of(), true);

  private static final String JVM = "jvm";
  private static final String JAVAC = "javac";
  private static final String STARTUP = "startup";
  private static final String NO_FOLDER = "no_startup_folder";

  /// The arguments of the kernel, before the connection file.
  List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    javac.forEach(option -> arguments.addAll(List.of("--javac-option", option)));
    startup.forEach(file -> arguments.addAll(List.of("--startup", file)));
    if (!startupFolder) {
      arguments.add("--no-startup");
    }
    return arguments;
  }

  /// These options, and of each kind of which there are none those of others.
  KernelOptions orElse(KernelOptions others) {
    return new KernelOptions(
        jvm.isEmpty() ? others.jvm : jvm,
        javac.isEmpty() ? others.javac : javac,
        startup.isEmpty() ? others.startup : startup,
        startupFolder && others.startupFolder);
  }

  /// Whether there is one.
  boolean any() {
    return !equals(NONE);
  }

  /// These without what runs before the first cell: for kernels in which nothing of the user's is
  /// to run.
  KernelOptions withoutStartup() {
    return new KernelOptions(jvm, javac, List.of(), false);
  }

  JsonObject toJson() {
    JsonObject json = new JsonObject();
    json.add(JVM, array(jvm));
    json.add(JAVAC, array(javac));
    json.add(STARTUP, array(startup));
    json.addProperty(NO_FOLDER, !startupFolder);
    return json;
  }

  /// @param json as [#toJson] makes it; what is missing is empty
  static KernelOptions of(JsonObject json) {
    return new KernelOptions(
        list(json, JVM),
        list(json, JAVAC),
        list(json, STARTUP),
        !(json.has(NO_FOLDER) && json.get(NO_FOLDER).getAsBoolean()));
  }

  private static JsonArray array(List<String> words) {
    JsonArray array = new JsonArray();
    words.forEach(array::add);
    return array;
  }

  private static List<String> list(JsonObject json, String name) {
    return json.get(name) instanceof JsonArray array
        ? Stream.of(array.asList().toArray(JsonElement[]::new))
            .map(JsonElement::getAsString)
            .toList()
        : List.of();
  }
}
