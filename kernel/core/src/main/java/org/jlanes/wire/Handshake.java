package org.jlanes.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;

/// The two messages of a registration, of one signed frame each: the kernel announces its ports,
/// and its launcher acknowledges that it has them. Each side uses its half. Safe for any thread.
///
/// @see RegistrationFile
public final class Handshake {
  private static final String ACKNOWLEDGED = "ACK";

  private static final int LARGEST_PORT = 65_535;

  /// How much of an unexpected answer is quoted.
  private static final int QUOTED = 200;

  private final RegistrationFile file;
  private final Signer signer;

  /// The handshake that a file asks for.
  public Handshake(RegistrationFile file) {
    this.file = file;
    this.signer = Signer.of(file.connection().signatureScheme(), file.connection().key());
  }

  /// The frames with which the kernel announces the ports that it listens at.
  public List<byte[]> announce(ConnectionFile bound) {
    JsonObject content = new JsonObject();
    content.addProperty("kernel_id", file.kernelId());
    // Texts, as the launchers of the proposal's author read them.
    content.addProperty("shell_port", Integer.toString(bound.shellPort()));
    content.addProperty("iopub_port", Integer.toString(bound.iopubPort()));
    content.addProperty("stdin_port", Integer.toString(bound.stdinPort()));
    content.addProperty("control_port", Integer.toString(bound.controlPort()));
    content.addProperty("hb_port", Integer.toString(bound.hbPort()));
    return signed(List.of(), Json.bytes(content));
  }

  /// The connection that a kernel has announced.
  ///
  /// @param frames as they came, with routing frames
  /// @throws BadMessageException if they are malformed, wrongly signed or of another kernel
  public ConnectionFile announced(List<byte[]> frames) throws BadMessageException {
    JsonObject content;
    try {
      content = Json.object(new String(content(frames), UTF_8));
    } catch (JsonParseException e) {
      throw new BadMessageException("the announced ports are not a JSON object", e);
    }
    String id = Json.string(content, "kernel_id", "");
    if (!id.equals(file.kernelId())) {
      throw new BadMessageException("another kernel registers here: \"" + id + "\"");
    }
    return file.connection()
        .at(
            port(content, "shell_port"),
            port(content, "iopub_port"),
            port(content, "stdin_port"),
            port(content, "control_port"),
            port(content, "hb_port"));
  }

  /// The launcher's answer to the kernel that sent some frames.
  public List<byte[]> acknowledge(List<byte[]> announcement) {
    int routing = Codec.delimiter(announcement);
    return signed(announcement.subList(0, routing), ACKNOWLEDGED.getBytes(US_ASCII));
  }

  /// Checks the launcher's answer.
  ///
  /// @throws BadMessageException if it is malformed, wrongly signed or a refusal
  public void checkAcknowledged(List<byte[]> frames) throws BadMessageException {
    String answer = new String(content(frames), UTF_8);
    if (!answer.equals(ACKNOWLEDGED)) {
      throw new BadMessageException(
          "the answer is \""
              + answer.substring(0, Math.min(QUOTED, answer.length()))
              + "\", not "
              + ACKNOWLEDGED);
    }
  }

  private List<byte[]> signed(List<byte[]> routing, byte[] content) {
    List<byte[]> frames = new ArrayList<>(routing);
    frames.add(Codec.DELIMITER);
    frames.add(signer.sign(List.of(content)).getBytes(US_ASCII));
    frames.add(content);
    return frames;
  }

  private byte[] content(List<byte[]> frames) throws BadMessageException {
    int delimiter = Codec.delimiter(frames);
    if (frames.size() != delimiter + 3) {
      throw new BadMessageException("not a delimiter, a signature and a content");
    }
    byte[] content = frames.get(delimiter + 2);
    signer.check(frames.get(delimiter + 1), List.of(content));
    return content;
  }

  /// A port, as a number or as its text.
  private static int port(JsonObject from, String field) throws BadMessageException {
    if (from.get(field) instanceof JsonPrimitive value) {
      try {
        int port = value.getAsInt();
        if (port > 0 && port <= LARGEST_PORT) {
          return port;
        }
      } catch (NumberFormatException e) {
        throw new BadMessageException(field + " is " + value, e);
      }
    }
    throw new BadMessageException(field + " is " + from.get(field));
  }
}
