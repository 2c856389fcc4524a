package org.jlanes.kernel;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jlanes.wire.ConnectionFile;

/// The connection file that a kernel writes which has chosen its ports itself: beside the
/// registration file, so that other clients can connect (`jupyter console --existing`). It goes
/// when the kernel ends; one that cannot be written is left out, because the launcher does not need
/// it. Safe for any thread.
final class ConnectionCopy {
  private static final System.Logger LOG = System.getLogger(ConnectionCopy.class.getName());
  private static final String JSON = ".json";

  private final Path file;
  private boolean written;

  private ConnectionCopy(Path file) {
    this.file = file;
  }

  /// The copy that belongs to a registration file: `kernel-7-connection.json` for `kernel-7.json`.
  static ConnectionCopy beside(Path registration) {
    String name = registration.getFileName().toString();
    String stem = name.endsWith(JSON) ? name.substring(0, name.length() - JSON.length()) : name;
    return new ConnectionCopy(registration.resolveSibling(stem + "-connection" + JSON));
  }

  /// Writes the file, in place of the one that a killed kernel has left.
  synchronized void write(ConnectionFile connection) {
    try {
      Files.deleteIfExists(file);
      connection.write(file);
      written = true;
    } catch (IOException e) {
      LOG.log(Level.WARNING, () -> "other clients will not find this kernel: " + file, e);
    }
  }

  /// Removes the file if it was written.
  synchronized void remove() {
    if (!written) {
      return;
    }
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.log(Level.WARNING, () -> "cannot remove " + file, e);
    }
    written = false;
  }
}
