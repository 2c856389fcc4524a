package org.jlanes.wire;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Where a kernel listens and how messages are signed: the content of a connection file.
///
/// @param ip the only address that is bound
/// @param shellPort TCP port of the shell channel; likewise the others
/// @param key the secret of the signature; empty for unsigned messages
/// @param signatureScheme `hmac-sha256` or another digest
/// @param kernelName the kernelspec's name, may be empty
/// @see <a
///   href="https://jupyter-client.readthedocs.io/en/stable/kernels.html#connection-files">Connection
///   files</a>
public record ConnectionFile(
    String ip,
    int shellPort,
    int iopubPort,
    int stdinPort,
    int controlPort,
    int hbPort,
    String key,
    String signatureScheme,
    String kernelName) {

  /// Reads a connection file and checks every field.
  ///
  /// @throws ConnectionFileException if there is no such file, or a field is missing or cannot be
  ///   served
  public static ConnectionFile read(Path file) throws ConnectionFileException {
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

  /// Writes this connection for a kernel to read. The file is readable by its owner only (where the
  /// file system has POSIX permissions), because it holds the key.
  ///
  /// @throws IOException also if the file is there already
  public void write(Path file) throws IOException {
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } else {
      Files.createFile(file);
    }
    Files.write(file, Json.bytes(json()), StandardOpenOption.WRITE);
  }

  /// The URL of one of the ports.
  public String address(int port) {
    return "tcp://" + (ip.contains(":") ? "[" + ip + "]" : ip) + ":" + port;
  }

  private JsonObject json() {
    JsonObject json = new JsonObject();
    json.addProperty("transport", "tcp");
    json.addProperty("ip", ip);
    json.addProperty("shell_port", shellPort);
    json.addProperty("iopub_port", iopubPort);
    json.addProperty("stdin_port", stdinPort);
    json.addProperty("control_port", controlPort);
    json.addProperty("hb_port", hbPort);
    json.addProperty("key", key);
    json.addProperty("signature_scheme", signatureScheme);
    json.addProperty("kernel_name", kernelName);
    return json;
  }

  /// The ports in use.
  public Set<Integer> ports() {
    return Set.of(shellPort, iopubPort, stdinPort, controlPort, hbPort);
  }
}
