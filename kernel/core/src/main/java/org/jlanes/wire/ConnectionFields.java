package org.jlanes.wire;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Checks the fields of a connection file one by one, so that each mistake has its own message.
final class ConnectionFields {
  private static final List<String> PORTS =
      List.of("shell_port", "iopub_port", "stdin_port", "control_port", "hb_port");

  private static final String REGISTRATION_IP = "registration_ip";
  private static final String REGISTRATION_PORT = "registration_port";
  private static final String PUBLIC_KEY = "curve_publickey";
  private static final String SECRET_KEY = "curve_secretkey";

  private final Path file;
  private final String text;
  private JsonObject json;

  ConnectionFields(Path file, String text) {
    this.file = file;
    this.text = text;
  }

  StartFile read() throws ConnectionFileException {
    try {
      json = Json.object(text);
    } catch (JsonParseException e) {
      throw new ConnectionFileException(
          "%s is not a JSON object (%s). Start the kernel through Jupyter, which writes this file"
              .formatted(file, e.getMessage()),
          e);
    }
    return json.has(REGISTRATION_PORT) || json.has(REGISTRATION_IP) ? registration() : connection();
  }

  private ConnectionFile connection() throws ConnectionFileException {
    ConnectionFile common = common();
    checkOpenness(common, common.ip());
    Map<String, Integer> ports = ports();
    return common.at(
        ports.get("shell_port"),
        ports.get("iopub_port"),
        ports.get("stdin_port"),
        ports.get("control_port"),
        ports.get("hb_port"));
  }

  private RegistrationFile registration() throws ConnectionFileException {
    for (String field : PORTS) {
      if (json.has(field)) {
        throw wrong(
            field,
            "stands beside " + REGISTRATION_PORT + ": is the kernel given its ports or not?",
            "leave out the one or the other");
      }
    }
    String ip = string(REGISTRATION_IP, null);
    int port = registrationPort();
    ConnectionFile common = common();
    checkOpenness(common, common.ip());
    checkOpenness(common, ip);
    return new RegistrationFile(ip, port, string("kernel_id", ""), common);
  }

  /// Launchers write it as a number or as a text.
  private int registrationPort() throws ConnectionFileException {
    JsonElement value = json.get(REGISTRATION_PORT);
    if (value == null) {
      throw missing(REGISTRATION_PORT);
    }
    String digits = value instanceof JsonPrimitive p ? p.getAsString() : "";
    int port = digits.matches("\\d{1,5}") ? Integer.parseInt(digits) : -1;
    checkPort(REGISTRATION_PORT, value, port);
    return port;
  }

  /// What both forms of the file have; the ports are 0.
  private ConnectionFile common() throws ConnectionFileException {
    String ip = string("ip", null);
    String key = string("key", null);
    checkTransport(string("transport", "tcp"));
    String scheme = string("signature_scheme", "hmac-sha256");
    if (Signer.algorithm(scheme).isEmpty()) {
      throw wrong(
          "signature_scheme",
          "is \"" + scheme + "\"",
          "use hmac-sha256, or hmac- with another digest that Java has (hmac-sha512)");
    }
    return new ConnectionFile(ip, 0, 0, 0, 0, 0, key, scheme, string("kernel_name", ""), curve());
  }

  private void checkOpenness(ConnectionFile connection, String ip) throws ConnectionFileException {
    if (connection.key().isEmpty() && connection.curve().isEmpty() && !loopback(ip)) {
      throw wrong(
          "key",
          "is empty, but ip is " + ip + ": anyone on the network could run code here",
          "set a key, or use the ip 127.0.0.1");
    }
  }

  private void checkTransport(String transport) throws ConnectionFileException {
    if (!transport.equals("tcp")) {
      throw wrong(
          "transport",
          "is \"" + transport + "\", but this kernel speaks TCP only",
          transport.equals("ipc")
              ? "set KernelManager.transport = 'tcp' (the default) in Jupyter's configuration"
              : "use \"tcp\"");
    }
  }

  /// Encryption that is asked for and not given would be worse than an error.
  private Optional<CurveKeys> curve() throws ConnectionFileException {
    CurveKeys keys = new CurveKeys(string(PUBLIC_KEY, ""), string(SECRET_KEY, ""));
    if (keys.publicKey().isEmpty() && keys.secretKey().isEmpty()) {
      return Optional.empty();
    }
    checkKey(PUBLIC_KEY, keys.publicKey(), SECRET_KEY);
    checkKey(SECRET_KEY, keys.secretKey(), PUBLIC_KEY);
    if (!keys.belongTogether()) {
      throw wrong(
          PUBLIC_KEY,
          "is not the public key of " + SECRET_KEY,
          "use the two keys of one pair (zmq.curve_keypair() in Python)");
    }
    return Optional.of(keys);
  }

  private void checkKey(String field, String key, String other) throws ConnectionFileException {
    if (key.isEmpty()) {
      throw wrong(
          field,
          "is missing, but there is " + other + ": an encrypted connection needs both",
          "add it, or turn encryption off (transport_encryption = 'disabled' in Jupyter)");
    }
    // The key itself is not shown: it may be the secret one.
    if (!CurveKeys.isKey(key)) {
      throw wrong(
          field,
          "has " + key.length() + " characters and is not a CURVE key",
          "give the 32 bytes of the key as 40 characters of Z85");
    }
  }

  private Map<String, Integer> ports() throws ConnectionFileException {
    Map<String, Integer> ports = new LinkedHashMap<>();
    for (String field : PORTS) {
      JsonElement value = json.get(field);
      if (value == null) {
        throw missing(field);
      }
      int port = Json.integer(json, field, -1);
      checkPort(field, value, port);
      for (Map.Entry<String, Integer> other : ports.entrySet()) {
        if (other.getValue() == port) {
          throw wrong(field, "is " + port + ", as is " + other.getKey(), "give it its own port");
        }
      }
      ports.put(field, port);
    }
    return ports;
  }

  private void checkPort(String field, JsonElement value, int port) throws ConnectionFileException {
    if (port < 1 || port > 65_535) {
      throw wrong(field, "is " + value, "give a TCP port number between 1 and 65535");
    }
  }

  /// A string field; one without a default must be there.
  private String string(String field, String absent) throws ConnectionFileException {
    JsonElement value = json.get(field);
    if (value == null || value.isJsonNull()) {
      if (absent == null) {
        throw missing(field);
      }
      return absent;
    }
    if (value instanceof JsonPrimitive p && p.isString()) {
      return p.getAsString();
    }
    throw wrong(field, "is " + value, "give a string");
  }

  /// Literal addresses only: asking a name server here could block the start.
  private static boolean loopback(String ip) {
    return ip.startsWith("127.") || ip.equals("localhost") || ip.equals("::1");
  }

  private ConnectionFileException missing(String field) {
    return new ConnectionFileException(
        "the connection file %s has no field \"%s\". Jupyter writes complete files when it starts a kernel; if this one was written by hand, add the field"
            .formatted(file, field));
  }

  private ConnectionFileException wrong(String field, String what, String remedy) {
    return new ConnectionFileException(
        "in the connection file %s, \"%s\" %s: %s".formatted(file, field, what, remedy));
  }
}
