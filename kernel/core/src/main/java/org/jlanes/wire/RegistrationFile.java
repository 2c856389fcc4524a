package org.jlanes.wire;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;

/// Where a kernel registers the ports that it chooses: the form of the connection file with which
/// nobody else can take a port between its choice and the kernel's start.
///
/// @param ip where the launcher of the kernel listens
/// @param port where the launcher of the kernel listens
/// @param kernelId the launcher's name for the kernel, which it wants to hear again; may be empty
/// @param connection everything about the kernel's channels but their ports, which are 0
/// @see <a
///   href="https://jupyter.org/enhancement-proposals/66-jupyter-handshaking/jupyter-handshaking.html">JEP
///   66</a>
public record RegistrationFile(String ip, int port, String kernelId, ConnectionFile connection)
    implements StartFile {

  /// Writes this file for a kernel to read; only the owner may read it.
  ///
  /// @throws IOException also if the file is there already
  public void write(Path file) throws IOException {
    JsonObject json = connection.common();
    json.addProperty("kernel_id", kernelId);
    json.addProperty("registration_ip", ip);
    // A text, as the kernels of the proposal's author read it; ours reads a number as well.
    json.addProperty("registration_port", Integer.toString(port));
    PrivateFile.write(file, Json.bytes(json));
  }

  /// The URL of the launcher's socket.
  public String address() {
    return ConnectionFile.address(ip, port);
  }

  @Override
  public String identity() {
    return "registered " + kernelId + ' ' + connection.key();
  }
}
