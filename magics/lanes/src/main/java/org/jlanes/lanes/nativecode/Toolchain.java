package org.jlanes.lanes.nativecode;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jlanes.runtime.scope.ChildEnvironment;
import org.jlanes.runtime.scope.Scope;
import org.jlanes.runtime.system.TemporaryFolder;

/// The C compiler of this machine and the JNI headers of the running JDK.
///
/// @param compiler the compiler's absolute path
/// @param version what it says of itself, the first line
/// @param gnu the major version if it is gcc, else 0
/// @param headers the folder of `jni.h`
public record Toolchain(Path compiler, String version, int gnu, Path headers) {
  private static final List<String> NAMES = List.of("gcc", "clang", "cc");
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Pattern GNU_VERSION = Pattern.compile("\\) (\\d+)\\.\\d+");

  /// Looks for the compiler that the environment variable `CC` names, or else for gcc, clang and
  /// cc, in this order.
  ///
  /// @param path folders as in the `PATH` variable; null or empty for none
  /// @throws NativeException if there is no compiler that runs, or no `jni.h`
  public static Toolchain find(String path) throws NativeException {
    return find(path, ChildEnvironment.get("CC"), Path.of(System.getProperty("java.home")));
  }

  /// The same for any environment.
  ///
  /// @param cc a name or an absolute path; null or blank to look for the usual ones
  static Toolchain find(String path, String cc, Path javaHome) throws NativeException {
    Path headers = javaHome.resolve("include");
    if (!Files.isRegularFile(headers.resolve("jni.h"))) {
      throw new NativeException(
          "this Java has no JNI headers: " + headers.resolve("jni.h") + " is missing",
          "run the kernel on a complete JDK (not a JRE), for example Temurin 25 from adoptium.net");
    }
    boolean given = cc != null && !cc.isBlank();
    for (String name : given ? List.of(cc.strip()) : NAMES) {
      for (Path compiler : places(name, path)) {
        if (Files.isRegularFile(compiler) && Files.isExecutable(compiler)) {
          String version = version(compiler);
          return new Toolchain(compiler, version, gnu(version), headers);
        }
      }
    }
    if (given) {
      throw new NativeException(
          "no C compiler: the environment variable CC is `"
              + cc
              + (Path.of(cc.strip()).isAbsolute()
                  ? "`, which is no program"
                  : "`, which is no program on the PATH"),
          "set CC to the name or absolute path of a compiler, without arguments (those go into"
              + " --cflags), or leave it empty");
    }
    throw new NativeException(
        "no C compiler: none of gcc, clang and cc is on the PATH ("
            + (path == null || path.isEmpty() ? "which is empty" : path)
            + ")",
        installAdvice());
  }

  /// Where a program may be. An absolute path needs no `PATH`.
  private static List<Path> places(String name, String path) {
    if (Path.of(name).isAbsolute()) {
      return List.of(Path.of(name));
    }
    return path == null || path.isEmpty()
        ? List.of()
        : Stream.of(path.split(File.pathSeparator))
            .map(folder -> Path.of(folder.isEmpty() ? "." : folder, name).toAbsolutePath())
            .toList();
  }

  private static String installAdvice() {
    return System.getProperty("os.name").startsWith("Mac")
        ? "install one with: xcode-select --install"
        : """
        install one and run the cell again:
          Debian, Ubuntu   sudo apt install gcc libc6-dev
          Fedora, RHEL     sudo dnf install gcc glibc-devel
          Alpine           sudo apk add gcc musl-dev
          macOS            xcode-select --install\
        """;
  }

  private static String version(Path compiler) throws NativeException {
    String advice =
        "see whether `" + compiler + " --version` works in a terminal\n" + installAdvice();
    try {
      Path folder = TemporaryFolder.create("cc-");
      try {
        ProcessRun asked =
            ProcessRun.of(
                List.of(compiler.toString(), "--version"), folder, PATIENCE, Scope.current());
        if (asked.exit() != 0) {
          throw new NativeException(
              "the C compiler " + compiler + " does not run: " + asked.output().strip(), advice);
        }
        return asked.output().lines().findFirst().orElse("");
      } finally {
        TemporaryFolder.delete(folder);
      }
    } catch (IOException e) {
      throw new NativeException(
          "the C compiler " + compiler + " does not start: " + e.getMessage(), advice, e);
    }
  }

  /// Distributions write `gcc (Debian 12.2.0-14) 12.2.0`; what calls itself clang is clang, also
  /// under the name gcc, as on macOS.
  private static int gnu(String version) {
    Matcher matcher = GNU_VERSION.matcher(version);
    boolean named = !version.contains("clang") && matcher.find();
    return named ? Integer.parseInt(matcher.group(1)) : 0;
  }

  /// The command that compiles source files into a library, without the files.
  List<String> command(CompileOptions options) {
    List<String> command = new ArrayList<>(List.of(compiler.toString(), "-O3", processorFlag()));
    command.addAll(List.of("-shared", "-fPIC", "-g1", "-Wall"));
    // A call of something undeclared would be linked to nothing and end the process when it runs.
    command.add("-Werror=implicit-function-declaration");
    command.add("-I" + headers);
    command.add(
        "-I"
            + headers.resolve(
                System.getProperty("os.name").startsWith("Mac") ? "darwin" : "linux"));
    if (gnu >= 11) {
      command.add("-fdiagnostics-column-unit=byte");
    }
    if (options.openmp()) {
      command.add("-fopenmp");
    }
    if (System.getProperty("os.name").equals("Linux")) {
      command.add("-Wl,-z,defs");
      // The cell's `wait` or `index` is called, and not the one of the C library.
      command.add("-Wl,-Bsymbolic");
    }
    command.addAll(options.flags());
    return command;
  }

  /// Clang has no `-march=native` for ARM; `-mcpu=native` means the same there for both.
  private static String processorFlag() {
    return System.getProperty("os.arch").equals("aarch64") ? "-mcpu=native" : "-march=native";
  }
}
