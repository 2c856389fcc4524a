package org.jlanes.runtime.system;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/// The options of this JVM as far as they concern the user's code: those it was started with, and
/// those that have taken effect since. One per process, as the options themselves. Any thread.
public final class JvmOptions {
  /// Options that take effect in later processes only when they are given there, too.
  private static final List<String> ADDED = new CopyOnWriteArrayList<>();

  /// What the user's code is compiled with where the JVM was started with the same.
  private static final List<String> FOR_THE_COMPILER =
      List.of("--add-modules=", "--add-exports=", "--add-reads=");

  private static final String PREVIEW = "--enable-preview";

  /// Properties of this process and its kernel rather than of the user's code.
  private static final String OURS = "-Djlanes.";

  private JvmOptions() {}

  /// What the JVM was started with, from all sources (arguments, argument files, `JDK_JAVA_OPTIONS`
  /// and `JAVA_TOOL_OPTIONS`), in its spelling: `--add-modules=M`.
  public static List<String> given() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments();
  }

  /// Whether preview features are switched on in this JVM.
  public static boolean preview() {
    return given().contains(PREVIEW);
  }

  /// The compiler's options that correspond to this JVM's.
  public static List<String> forTheCompiler() {
    List<String> options = new ArrayList<>();
    for (String option : given()) {
      if (FOR_THE_COMPILER.stream().anyMatch(option::startsWith)) {
        options.add(option);
      } else if (option.equals(PREVIEW)) {
        // Not --release, which excludes --add-exports.
        options.addAll(List.of(PREVIEW, "--source", Integer.toString(Runtime.version().feature())));
      }
    }
    return options;
  }

  /// Sets a system property for the user's code, here and in the workers to come.
  public static void setProperty(String name, String value) {
    ADDED.removeIf(option -> option.startsWith("-D" + name + "="));
    ADDED.add("-D" + name + "=" + value);
    System.setProperty(name, value);
  }

  /// Has the workers to come started with an option that has taken effect here by other means.
  public static void added(String option) {
    if (!ADDED.contains(option)) {
      ADDED.add(option);
    }
  }

  /// What has taken effect since the start. A snapshot.
  public static List<String> added() {
    return List.copyOf(ADDED);
  }

  /// What another JVM that is to run the user's code has to be started with: what decides whether
  /// and how the code runs, but neither sizes nor collectors.
  public static List<String> forWorkers() {
    return Stream.concat(given().stream(), ADDED.stream())
        .filter(JvmOptions::concernsUserCode)
        .toList();
  }

  private static boolean concernsUserCode(String option) {
    return option.equals(PREVIEW)
        || Stream.of("-ea", "-enableassertions", "-da", "-disableassertions")
            .anyMatch(each -> option.equals(each) || option.startsWith(each + ":"))
        || Stream.of("--add-modules=", "--add-opens=", "--add-exports=", "--add-reads=")
            .anyMatch(option::startsWith)
        || option.startsWith("-D") && !option.startsWith(OURS);
  }
}
