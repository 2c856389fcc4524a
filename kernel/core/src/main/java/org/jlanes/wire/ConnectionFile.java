package org.jlanes.wire;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/// Where a kernel listens and how messages are signed: the content of a connection file.
///
/// @param ip the only address that is bound
/// @param shellPort TCP port of the shell channel; likewise the others; 0 for any free one
/// @param key the secret of the signature; empty for unsigned messages
/// @param signatureScheme `hmac-sha256` or another digest
/// @param kernelName the kernelspec's name, may be empty
/// @param curve the keys that encrypt all channels; empty for plain text
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
    String kernelName,
    Optional<CurveKeys> curve)
    implements StartFile {

  /// A connection in plain text.
  public ConnectionFile(
      String ip,
      int shellPort,
      int iopubPort,
      int stdinPort,
      int controlPort,
      int hbPort,
      String key,
      String signatureScheme,
      String kernelName) {
    this(
        ip,
        shellPort,
        iopubPort,
        stdinPort,
        controlPort,
        hbPort,
        key,
        signatureScheme,
        kernelName,
        Optional.empty());
  }

  /// Reads a connection file and checks every field.
  ///
  /// @throws ConnectionFileException if there is no such file, a field is missing or cannot be
  ///   served, or it is a registration file, which has no ports
  public static ConnectionFile read(Path file) throws ConnectionFileException {
    return switch (StartFile.read(file)) {
      case ConnectionFile connection -> connection;
      case RegistrationFile _ ->
          throw new ConnectionFileException(
              file
                  + " is a registration file: it has no ports to connect to. The kernel writes them"
                  + " into a file beside it, whose name ends in -connection.json");
    };
  }

  /// This connection at other ports.
  public ConnectionFile at(int shell, int iopub, int stdin, int control, int hb) {
    return new ConnectionFile(
        ip, shell, iopub, stdin, control, hb, key, signatureScheme, kernelName, curve);
  }

  /// This connection with these keys, or in plain text.
  public ConnectionFile encrypted(Optional<CurveKeys> keys) {
    return new ConnectionFile(
        ip,
        shellPort,
        iopubPort,
        stdinPort,
        controlPort,
        hbPort,
        key,
        signatureScheme,
        kernelName,
        keys);
  }

  /// Writes this connection for a kernel to read. The file is readable by its owner only (where the
  /// file system has POSIX permissions), because it holds the keys.
  ///
  /// @throws IOException also if the file is there already
  public void write(Path file) throws IOException {
    JsonObject json = common();
    json.addProperty("shell_port", shellPort);
    json.addProperty("iopub_port", iopubPort);
    json.addProperty("stdin_port", stdinPort);
    json.addProperty("control_port", controlPort);
    json.addProperty("hb_port", hbPort);
    PrivateFile.write(file, Json.bytes(json));
  }

  /// The URL of one of the ports.
  public String address(int port) {
    return address(ip, port);
  }

  static String address(String ip, int port) {
    return "tcp://" + (ip.contains(":") ? "[" + ip + "]" : ip) + ":" + port;
  }

  /// The fields that both forms of the file have.
  JsonObject common() {
    JsonObject json = new JsonObject();
    json.addProperty("transport", "tcp");
    json.addProperty("ip", ip);
    json.addProperty("key", key);
    json.addProperty("signature_scheme", signatureScheme);
    json.addProperty("kernel_name", kernelName);
    curve.ifPresent(keys -> {
      json.addProperty("curve_publickey", keys.publicKey());
      json.addProperty("curve_secretkey", keys.secretKey());
    });
    return json;
  }

  /// The ports in use.
  public Set<Integer> ports() {
    return Set.of(shellPort, iopubPort, stdinPort, controlPort, hbPort);
  }

  @Override
  public String identity() {
    return ip + shellPort + ' ' + key;
  }

  @Override
  public ConnectionFile connection() {
    return this;
  }
}
