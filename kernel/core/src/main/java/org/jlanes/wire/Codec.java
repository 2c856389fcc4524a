package org.jlanes.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Turns messages into ZeroMQ frames and back, signs them and checks signatures. One codec serves
/// all channels of a connection, so that a message recorded on one cannot be replayed on another.
/// Safe for any thread.
///
/// @see <a
///   href="https://jupyter-client.readthedocs.io/en/stable/messaging.html#the-wire-protocol">The
///   wire protocol</a>
public final class Codec {
  /// Stands between routing frames and the message.
  static final byte[] DELIMITER = "<IDS|MSG>".getBytes(US_ASCII);

  private static final int JSON_FRAMES = 4;

  private final Signer signer;
  private final ReplayMemory memory = new ReplayMemory();

  private Codec(Signer signer) {
    this.signer = signer;
  }

  /// A codec with a connection's key and signature scheme.
  public static Codec of(ConnectionFile connection) {
    return new Codec(Signer.of(connection.signatureScheme(), connection.key()));
  }

  /// The frames of a message.
  public List<byte[]> encode(Message message) {
    List<byte[]> json =
        List.of(
            Json.bytes(message.header()),
            Json.bytes(message.parentHeader()),
            Json.bytes(message.metadata()),
            Json.bytes(message.content()));
    List<byte[]> frames = new ArrayList<>(message.identities());
    frames.add(DELIMITER);
    frames.add(signer.sign(json).getBytes(US_ASCII));
    frames.addAll(json);
    frames.addAll(message.buffers());
    return frames;
  }

  /// The message in some frames.
  ///
  /// @throws BadMessageException if it is malformed, not signed with our key, or was decoded before
  public Message decode(List<byte[]> frames) throws BadMessageException {
    int delimiter = delimiter(frames);
    int first = delimiter + 2;
    int end = first + JSON_FRAMES;
    if (frames.size() < end) {
      throw new BadMessageException(
          delimiter == frames.size()
              ? "no <IDS|MSG> delimiter in " + frames.size() + " frames"
              : "only " + (frames.size() - delimiter - 1) + " frames behind the delimiter, not 5");
    }
    List<byte[]> json = frames.subList(first, end);
    verify(frames.get(delimiter + 1), json);
    return new Message(
        frames.subList(0, delimiter),
        object("header", json.get(0)),
        object("parent_header", json.get(1)),
        object("metadata", json.get(2)),
        object("content", json.get(3)),
        frames.subList(end, frames.size()));
  }

  private void verify(byte[] signature, List<byte[]> json) throws BadMessageException {
    signer.check(signature, json);
    if (signer.signs() && !memory.firstTime(new String(signature, US_ASCII))) {
      throw new BadMessageException("the message was received before (replayed)");
    }
  }

  /// The index of the delimiter; the number of frames if there is none.
  static int delimiter(List<byte[]> frames) {
    int delimiter = 0;
    while (delimiter < frames.size() && !Arrays.equals(frames.get(delimiter), DELIMITER)) {
      delimiter++;
    }
    return delimiter;
  }

  private static JsonObject object(String part, byte[] frame) throws BadMessageException {
    try {
      return Json.object(new String(frame, UTF_8));
    } catch (JsonParseException | StackOverflowError e) {
      throw new BadMessageException("the " + part + " is not a JSON object", e);
    }
  }
}
