package org.jlanes.runtime.envelope;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jlanes.runtime.envelope.Envelope.Attachment;
import org.junit.jupiter.api.Test;

/// What a process keeps for its classes.
final class AttachmentsTest {
  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  void whatIsKeptIsFoundByItsSha256() {
    String digest = Attachments.keep(bytes("abc"));
    assertEquals("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", digest);
    assertArrayEquals(bytes("abc"), Attachments.find(digest).orElseThrow());
  }

  @Test
  void whatArrivesDamagedIsRefused() throws Exception {
    String digest = Digest.of(bytes("whole"));
    Attachment damaged = new Attachment(digest, bytes("hole"));
    String said = assertThrows(IOException.class, () -> Attachments.receive(damaged)).getMessage();
    assertTrue(said.startsWith("attachment " + digest + " arrived damaged"), said);
    assertTrue(Attachments.find(digest).isEmpty());
    Attachments.receive(new Attachment(digest, bytes("whole")));
    assertArrayEquals(bytes("whole"), Attachments.find(digest).orElseThrow());
  }
}
