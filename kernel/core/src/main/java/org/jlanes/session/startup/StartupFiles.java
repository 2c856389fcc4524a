package org.jlanes.session.startup;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The startup files of a kernel: those in the user's folder by the order of their names, then
/// those of the command line in its order.
///
/// @param folder the user's folder, or null if it is switched off; need not exist
/// @param given files, or names of those that the JDK brings for jshell
public record StartupFiles(Path folder, List<String> given) {
  /// Switches the folder off, or names another.
  private static final String SWITCH = "JLANES_STARTUP";

  private static final Set<String> OF_THE_JDK = Set.of("DEFAULT", "PRINTING");

  /// All of Java SE. The tool computes it, too.
  private static final String JAVA_SE = "JAVASE";

  /// Read from the JDK's image, since the module shows its resources to nobody.
  private static final String PLACE_IN_JDK = "jrt:/jdk.jshell/jdk/jshell/tool/resources/";

  /// Those of a kernel.
  ///
  /// @param environment of the kernel
  /// @param home the user's
  /// @param withFolder whether the command line allows the folder
  /// @param given files on the command line
  public static StartupFiles of(
      Map<String, String> environment, Path home, boolean withFolder, List<String> given) {
    String where = environment.getOrDefault(SWITCH, "");
    Path folder =
        !withFolder || where.equals("off")
            ? null
            : where.isBlank() ? home.resolve(".jlanes", "startup") : Path.of(where);
    return new StartupFiles(folder, given);
  }

  /// What was found.
  ///
  /// @param files those that can be read, in order
  /// @param problems what is to be told of the others
  record Found(List<StartupFile> files, List<String> problems) {}

  /// Reads them.
  Found read() {
    Found found = new Found(new ArrayList<>(), new ArrayList<>());
    for (Path file : inFolder(found)) {
      read(file, "startup/" + file.getFileName(), found);
    }
    for (String name : given) {
      if (name.equals(JAVA_SE)) {
        found.files.add(new StartupFile(name, importsOfJavaSe()));
      } else if (OF_THE_JDK.contains(name)) {
        read(Path.of(URI.create(PLACE_IN_JDK + name + ".jsh")), name, found);
      } else {
        read(Path.of(name), name, found);
      }
    }
    return found;
  }

  private List<Path> inFolder(Found found) {
    List<Path> files = new ArrayList<>();
    if (folder != null && Files.isDirectory(folder)) {
      try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, "*.jsh")) {
        all.forEach(files::add);
      } catch (IOException e) {
        found.problems.add("The startup folder " + folder + " cannot be read: " + e);
      }
    }
    Collections.sort(files);
    return files;
  }

  /// The module java.se itself is not visible to code without a module; those that it stands for
  /// are. That `List` and `Date` mean those of java.util, imports of packages win over those of
  /// modules.
  private static String importsOfJavaSe() {
    return ModuleFinder.ofSystem().find("java.se").stream()
        .flatMap(module -> module.descriptor().requires().stream())
        .filter(
            needed -> needed.modifiers().contains(ModuleDescriptor.Requires.Modifier.TRANSITIVE))
        .map(needed -> "import module " + needed.name() + ";\n")
        .sorted()
        .collect(Collectors.joining("", "", "import java.util.*;\n"));
  }

  private static void read(Path file, String name, Found found) {
    try {
      found.files.add(new StartupFile(name, Files.readString(file).replace("\r\n", "\n")));
    } catch (IOException e) {
      found.problems.add(
          Files.exists(file)
              ? "The startup file " + name + " cannot be read: " + e
              : "There is no startup file "
                  + file.toAbsolutePath()
                  + ". Install the kernel with another --startup, or with --forget-options.");
    }
  }
}
