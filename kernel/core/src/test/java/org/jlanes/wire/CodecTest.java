package org.jlanes.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CodecTest {
  private static ConnectionFile connection(String scheme, String key) {
    return new ConnectionFile("127.0.0.1", 1, 2, 3, 4, 5, key, scheme, "");
  }

  private static Message message() {
    JsonObject content = new JsonObject();
    content.addProperty("code", "\"<ä😀>\"");
    return new Author("me").message("execute_request", new JsonObject(), content);
  }

  @Test
  void whatIsEncodedIsDecodedWithIdentitiesAndBuffers() throws Exception {
    Message sent = message();
    Message full =
        new Message(
            List.of(new byte[] {0, 1}, new byte[] {2}),
            sent.header(),
            sent.parentHeader(),
            sent.metadata(),
            sent.content(),
            List.of(new byte[] {-1, -2}, new byte[0]));
    List<byte[]> frames = Codec.of(connection("hmac-sha256", "key")).encode(full);
    Message received = Codec.of(connection("hmac-sha256", "key")).decode(frames);
    assertEquals(full.header(), received.header());
    assertEquals(full.content(), received.content());
    assertEquals(2, received.identities().size());
    assertArrayEquals(new byte[] {-1, -2}, received.buffers().getFirst());
  }

  /// The value was computed with Python's `hmac.new(b"key", b"{}" * 4, "sha256").hexdigest()`.
  @Test
  void theSignatureIsTheHmacOfTheFourFrames() {
    Signer signer = Signer.of("hmac-sha256", "key");
    byte[] object = "{}".getBytes(UTF_8);
    assertEquals(
        "ca767b02c5bc061ed184a9a029e7f93a7f2f7ed4e8fe74120fc1212f0b008fa3",
        signer.sign(List.of(object, object, object, object)));
  }

  @Test
  void everyDigestThatJavaHasCanBeUsed() throws Exception {
    for (String scheme : List.of("hmac-sha1", "hmac-sha512", "hmac-sha3_256", "hmac-md5")) {
      List<byte[]> frames = Codec.of(connection(scheme, "key")).encode(message());
      assertEquals("execute_request", Codec.of(connection(scheme, "key")).decode(frames).type());
    }
  }

  @Test
  void aChangedFrameIsRejected() {
    Codec codec = Codec.of(connection("hmac-sha256", "key"));
    for (int changed = 2; changed < 6; changed++) {
      List<byte[]> frames = new ArrayList<>(codec.encode(message()));
      frames.set(changed, "{\"x\":1}".getBytes(UTF_8));
      assertRejected(codec, frames, "signature");
    }
  }

  @Test
  void aMessageIsAcceptedOnce() throws Exception {
    Codec codec = Codec.of(connection("hmac-sha256", "key"));
    List<byte[]> frames = codec.encode(message());
    assertEquals("execute_request", codec.decode(frames).type());
    assertRejected(codec, frames, "replayed");
  }

  @Test
  void withoutAKeyNothingIsSignedOrChecked() throws Exception {
    Codec codec = Codec.of(connection("hmac-sha256", ""));
    List<byte[]> frames = codec.encode(message());
    assertEquals(0, frames.get(1).length);
    assertEquals("execute_request", codec.decode(frames).type());
    assertEquals("execute_request", codec.decode(frames).type());
  }

  @Test
  void theReplayMemoryForgetsTheOldestFirst() {
    ReplayMemory memory = new ReplayMemory();
    for (int i = 0; i <= ReplayMemory.CAPACITY; i++) {
      assertTrue(memory.firstTime("signature " + i));
    }
    assertTrue(memory.firstTime("signature 0"), "remembered more than it may");
    assertTrue(!memory.firstTime("signature 2"), "forgot too early");
  }

  @Test
  void whatIsNoJsonObjectIsRejected() {
    Codec codec = Codec.of(connection("hmac-sha256", ""));
    for (String part : List.of("", "null", "[]", "1", "{", "{} x", "{a:1}", "[".repeat(100_000))) {
      List<byte[]> frames = new ArrayList<>(codec.encode(message()));
      frames.set(5, part.getBytes(UTF_8));
      assertRejected(codec, frames, "content");
    }
  }

  @Test
  void framesWithoutDelimiterOrTooFewAreRejected() {
    Codec codec = Codec.of(connection("hmac-sha256", "key"));
    assertRejected(codec, List.of(), "delimiter");
    assertRejected(codec, List.of(new byte[3], new byte[0]), "delimiter");
    assertRejected(codec, codec.encode(message()).subList(0, 4), "3 frames");
  }

  private static void assertRejected(Codec codec, List<byte[]> frames, String word) {
    BadMessageException e = assertThrows(BadMessageException.class, () -> codec.decode(frames));
    assertTrue(e.getMessage().contains(word), e.getMessage());
  }
}
