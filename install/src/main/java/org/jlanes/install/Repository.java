package org.jlanes.install;

import java.nio.file.Files;
import java.nio.file.Path;

/// The clone that the command was started from.
///
/// @param folder its top folder
record Repository(Path folder) {
  /// The repository that the script `install/jlanes` names.
  ///
  /// @throws CommandException if the command was started in another way
  static Repository current() throws CommandException {
    String root = System.getProperty("jlanes.root");
    if (root == null) {
      throw new CommandException(
          "the tutorial notebooks are in the repository, which is not known here",
          "Start this command with the script in the repository: install/jlanes");
    }
    return new Repository(Path.of(root).toAbsolutePath());
  }

  /// Where the tutorials are.
  Path notebooks() {
    return folder.resolve("notebooks");
  }

  /// The first tutorial.
  ///
  /// @throws CommandException if it is not there
  Path tutorial() throws CommandException {
    Path file = notebooks().resolve("01-four-lanes.ipynb");
    if (!Files.exists(file)) {
      throw new CommandException(
          "the tutorial " + file + " is missing",
          "Restore it: git checkout -- notebooks/01-four-lanes.ipynb");
    }
    return file;
  }
}
