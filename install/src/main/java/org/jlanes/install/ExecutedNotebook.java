package org.jlanes.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// The file that a run leaves. It may be the notebook itself, and the only copy of it: so a reader,
/// a full disk or a killed run finds the old file or the new one, never a part.
///
/// Safe for any thread; this object is the lock of its file, for Ctrl-C may come while it is
/// written.
final class ExecutedNotebook {
  private static final String ADVICE = "Say where: -o FILE.ipynb";

  private final Path file;

  ExecutedNotebook(Path file) {
    this.file = file.toAbsolutePath();
  }

  /// Refuses a place that cannot be written: better before the run than after it.
  ///
  /// @throws CommandException if it is a folder, is write-protected, or its folder is
  void refuseUnwritable() throws CommandException {
    Path folder = file.getParent();
    boolean writable =
        Files.exists(file)
            ? !Files.isDirectory(file)
                && Files.isWritable(file)
                && (!Files.isRegularFile(file) || Files.isWritable(folder))
            : !Files.exists(folder) || (Files.isDirectory(folder) && Files.isWritable(folder));
    if (!writable) {
      throw new CommandException("cannot write the executed notebook " + file, ADVICE);
    }
  }

  /// Replaces the file, and makes its folder where there is none.
  ///
  /// @throws CommandException if that fails; the old file is as it was
  synchronized void write(String json) throws CommandException {
    try {
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        // A pipe or /dev/null: there is nothing to lose.
        Files.writeString(file, json, StandardOpenOption.WRITE);
      } else {
        replace(json);
      }
    } catch (IOException e) {
      throw new CommandException(
          "cannot write the executed notebook " + file + ": " + e, ADVICE, e);
    }
  }

  private void replace(String json) throws IOException {
    // What a link points to is replaced, not the link.
    Path target = Files.exists(file) ? file.toRealPath() : file;
    Files.createDirectories(target.getParent());
    // Not a temporary file, which its owner alone could read: a notebook is meant to be shared.
    Path fresh =
        target.resolveSibling(
            "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".new");
    try {
      Files.writeString(fresh, json);
      if (Files.exists(target) && Files.getFileStore(target).supportsFileAttributeView("posix")) {
        Files.setPosixFilePermissions(fresh, Files.getPosixFilePermissions(target));
      }
      Files.move(fresh, target, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
