package org.jlanes.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HandshakeTest {
  private static final ConnectionFile BOUND =
      new ConnectionFile("127.0.0.1", 1, 2, 3, 4, 5, "secret", "hmac-sha256", "jlanes");

  private static Handshake handshake(String id, String key) {
    ConnectionFile connection =
        new ConnectionFile("127.0.0.1", 0, 0, 0, 0, 0, key, "hmac-sha256", "jlanes");
    return new Handshake(new RegistrationFile("127.0.0.1", 7, id, connection));
  }

  private static List<byte[]> routed(List<byte[]> frames) {
    List<byte[]> routed = new ArrayList<>(frames);
    routed.addFirst("kernel".getBytes(UTF_8));
    return routed;
  }

  private static String refusal(Handshake launcher, List<byte[]> frames) {
    return assertThrows(BadMessageException.class, () -> launcher.announced(frames)).getMessage();
  }

  @Test
  void theAnnouncedPortsAreThoseOfTheKernel() throws Exception {
    Handshake both = handshake("id", "secret");
    List<byte[]> announcement = routed(both.announce(BOUND));
    assertEquals(BOUND, both.announced(announcement));
    List<byte[]> answer = both.acknowledge(announcement);
    assertEquals("kernel", new String(answer.getFirst(), UTF_8));
    both.checkAcknowledged(answer.subList(1, answer.size()));
  }

  @Test
  void onlyTheKernelsOwnAnnouncementCounts() {
    Handshake launcher = handshake("id", "secret");
    List<byte[]> stranger = handshake("id", "other").announce(BOUND);
    assertEquals("wrong signature", refusal(launcher, stranger));
    List<byte[]> neighbour = handshake("other", "secret").announce(BOUND);
    assertTrue(refusal(launcher, neighbour).contains("\"other\""));
    List<byte[]> unsigned = handshake("id", "").announce(BOUND);
    assertEquals("the message is not signed", refusal(launcher, unsigned));
    assertTrue(refusal(launcher, List.of(new byte[3])).startsWith("not a delimiter"));
    List<byte[]> portless = launcher.announce(BOUND.at(1, 2, 3, 4, 70_000));
    assertTrue(refusal(launcher, portless).contains("hb_port is"));
  }

  @Test
  void portsMayBeNumbers() throws Exception {
    Handshake launcher = handshake("", "");
    String json =
        "{\"shell_port\":1,\"iopub_port\":2,\"stdin_port\":3,\"control_port\":4,\"hb_port\":5}";
    List<byte[]> frames = List.of(Codec.DELIMITER, new byte[0], json.getBytes(UTF_8));
    assertEquals(4, launcher.announced(frames).controlPort());
  }

  @Test
  void anAnswerThatIsNotAnAcknowledgementIsQuoted() {
    Handshake kernel = handshake("id", "");
    List<byte[]> no = List.of(Codec.DELIMITER, new byte[0], "NO ROOM".getBytes(UTF_8));
    String message =
        assertThrows(BadMessageException.class, () -> kernel.checkAcknowledged(no)).getMessage();
    assertEquals("the answer is \"NO ROOM\", not ACK", message);
  }
}
