package org.jlanes.wire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/// Files with a key in them: readable by their owner only (where the file system has POSIX
/// permissions), from the moment at which they exist.
final class PrivateFile {
  private PrivateFile() {}

  /// Makes a file.
  ///
  /// @throws IOException also if it is there already
  static void write(Path file, byte[] content) throws IOException {
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } else {
      Files.createFile(file);
    }
    Files.write(file, content, StandardOpenOption.WRITE);
  }
}
