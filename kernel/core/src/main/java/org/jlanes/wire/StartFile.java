package org.jlanes.wire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What a kernel is given when it starts: the ports to listen at, or where to register the ports
/// that it chooses. The fields of the file say which.
///
/// @see <a
///   href="https://jupyter-client.readthedocs.io/en/stable/kernels.html#connection-files">Connection
///   files</a>
public sealed interface StartFile permits ConnectionFile, RegistrationFile {
  /// Reads either form and checks every field.
  ///
  /// @throws ConnectionFileException if there is no such file, or a field is missing or cannot be
  ///   served
  static StartFile read(Path file) throws ConnectionFileException {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      throw new ConnectionFileException(
          "cannot read the connection file %s (%s). Jupyter writes this file when it starts a kernel and passes its path for {connection_file} in kernel.json"
              .formatted(file, e),
          e);
    }
    return new ConnectionFields(file, text).read();
  }

  /// What stays the same when the kernel is started again in place of one that died.
  String identity();

  /// The address, key and encryption of the kernel; the ports are 0 if it is to choose them.
  ConnectionFile connection();
}
