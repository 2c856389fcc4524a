package org.jlanes.kernel;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jlanes.runtime.scope.ChildEnvironment;
import org.jlanes.session.startup.StartupFiles;
import org.jlanes.wire.ConnectionFileException;

/// The kernel's command line: `[--javac-option OPTION]… [--startup FILE]… [--no-startup]
/// CONNECTION_FILE`. Kernelspecs of `jlanes install` write it.
///
/// @param connectionFile as Jupyter writes it
/// @param compilerOptions for the compiler of the cells
/// @param startup files, or names of the JDK's, that run before the first cell
/// @param startupFolder whether those in the user's folder run as well
record KernelArguments(
    Path connectionFile,
    List<String> compilerOptions,
    List<String> startup,
    boolean startupFolder) {
  private static final String COMPILER_OPTION = "--javac-option";
  private static final String STARTUP = "--startup";
  private static final String NO_STARTUP = "--no-startup";

  /// Reads a command line.
  ///
  /// @throws ConnectionFileException if it is none
  static KernelArguments of(String... args) throws ConnectionFileException {
    List<String> rest = new ArrayList<>();
    List<String> compilerOptions = new ArrayList<>();
    List<String> startup = new ArrayList<>();
    boolean folder = true;
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case COMPILER_OPTION -> compilerOptions.add(value(args, ++i));
        case STARTUP -> startup.add(value(args, ++i));
        case NO_STARTUP -> folder = false;
        default -> rest.add(args[i]);
      }
    }
    return new KernelArguments(
        file(rest), List.copyOf(compilerOptions), List.copyOf(startup), folder);
  }

  /// The startup files that this command line and the environment name.
  StartupFiles startupFiles() {
    return StartupFiles.of(System.getenv(), ChildEnvironment.home(), startupFolder, startup);
  }

  private static String value(String[] args, int at) throws ConnectionFileException {
    if (at == args.length) {
      throw new ConnectionFileException(args[at - 1] + " needs a value");
    }
    return args[at];
  }

  private static Path file(List<String> rest) throws ConnectionFileException {
    if (rest.size() != 1) {
      throw new ConnectionFileException(
          "expected one argument, the connection file, but got "
              + rest.size()
              + ". Jupyter starts this program itself; to try it out use `jlanes run NOTEBOOK` or"
              + " `jlanes lab`");
    }
    try {
      return Path.of(rest.getFirst());
    } catch (InvalidPathException e) {
      throw new ConnectionFileException("not a file name: " + rest.getFirst(), e);
    }
  }
}
