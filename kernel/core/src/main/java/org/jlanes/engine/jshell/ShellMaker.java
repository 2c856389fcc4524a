package org.jlanes.engine.jshell;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import jdk.jshell.JShell;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/// Makes a JShell that runs its code in this JVM, through a [Control].
final class ShellMaker {
  private ShellMaker() {}

  /// The shell. On an engine thread.
  ///
  /// @param compilePath what cells compile against besides the JDK and their own jars
  static JShell make(Control control, List<Path> compilePath, CompilerOptions options) {
    // JShell's compiler starts from this property, whatever is added to its class path later.
    System.setProperty(
        "java.class.path",
        compilePath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    return JShell.builder()
        .executionEngine(
            new ExecutionControlProvider() {
              @Override
              public String name() {
                return "jlanes";
              }

              @Override
              public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
                return control;
              }
            },
            Map.of())
        .compilerOptions(options.all().toArray(String[]::new))
        .build();
  }
}
