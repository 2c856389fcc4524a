package org.jlanes.runtime.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/// Where this system has memory that looks like files and that several processes can map:
/// `/dev/shm`, or the folder that the system property `jlanes.shared.memory` names. That one is for
/// machines whose `/dev/shm` is small, as in many containers. Stateless; any thread.
public final class SharedMemory {
  /// The system property.
  public static final String PROPERTY = "jlanes.shared.memory";

  private static final Path USUAL = Path.of("/dev/shm");

  private SharedMemory() {}

  /// The folder, whether it is there or not.
  public static Path path() {
    String given = System.getProperty(PROPERTY);
    return given == null || given.isBlank() ? USUAL : Path.of(given).toAbsolutePath();
  }

  /// The folder without links in its path, if this process can write there.
  public static Optional<Path> folder() {
    try {
      Path folder = path().toRealPath();
      return Files.isDirectory(folder) && Files.isWritable(folder)
          ? Optional.of(folder)
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /// What makes a file this user's alone.
  public static FileAttribute<?> ofTheUser() {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  }

  /// What makes a folder this user's alone.
  public static FileAttribute<?> folderOfTheUser() {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  }

  /// How many bytes the file system of a folder has room for.
  public static long room(Path folder) throws IOException {
    return Files.getFileStore(folder).getUsableSpace();
  }
}
