package org.jlanes.wire;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Checks the fields of a connection file one by one, so that each mistake has its own message.
final class ConnectionFields {
  private static final List<String> PORTS =
      List.of("shell_port", "iopub_port", "stdin_port", "control_port", "hb_port");

  private final Path file;
  private final String text;
  private JsonObject json;

  ConnectionFields(Path file, String text) {
    this.file = file;
    this.text = text;
  }

  ConnectionFile read() throws ConnectionFileException {
    try {
      json = Json.object(text);
    } catch (JsonParseException e) {
      throw new ConnectionFileException(
          "%s is not a JSON object (%s). Start the kernel through Jupyter, which writes this file"
              .formatted(file, e.getMessage()),
          e);
    }
    if (json.has("registration_port")) {
      throw wrong(
          "registration_port",
          "asks for a handshake, which this kernel does not do yet",
          "give it a connection file with five ports (kernel_protocol_version below 5.6 in"
              + " kernel.json)");
    }
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
    refuseCurve();
    if (key.isEmpty() && !loopback(ip)) {
      throw wrong(
          "key",
          "is empty, but ip is " + ip + ": anyone on the network could run code here",
          "set a key, or use the ip 127.0.0.1");
    }
    Map<String, Integer> ports = ports();
    return new ConnectionFile(
        ip,
        ports.get("shell_port"),
        ports.get("iopub_port"),
        ports.get("stdin_port"),
        ports.get("control_port"),
        ports.get("hb_port"),
        key,
        scheme,
        string("kernel_name", ""));
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
  private void refuseCurve() throws ConnectionFileException {
    for (String field : List.of("curve_publickey", "curve_secretkey")) {
      if (!string(field, "").isEmpty()) {
        throw wrong(
            field,
            "asks for CURVE encryption, which this kernel does not have yet",
            "turn encryption off for this kernel (enable_curve = False) or use an SSH tunnel");
      }
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
      if (port < 1 || port > 65_535) {
        throw wrong(field, "is " + value, "give a TCP port number between 1 and 65535");
      }
      for (Map.Entry<String, Integer> other : ports.entrySet()) {
        if (other.getValue() == port) {
          throw wrong(field, "is " + port + ", as is " + other.getKey(), "give it its own port");
        }
      }
      ports.put(field, port);
    }
    return ports;
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
