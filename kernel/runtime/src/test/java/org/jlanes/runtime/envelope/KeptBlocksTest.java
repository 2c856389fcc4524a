package org.jlanes.runtime.envelope;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Pieces of payloads that are not sent again; here without shared memory.
final class KeptBlocksTest {
  private final KeptBlocks kept = new KeptBlocks();

  private static MemorySegment text(String text) {
    return MemorySegment.ofArray(text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /// A payload whose stream is `[AAA]b[CCC]d`, and which has an array `EEEE`; through a frame.
  private static Payload payload(boolean sent) throws IOException {
    Payload payload =
        new Payload(
            bytes("bd"),
            List.of(text(sent ? "EEEE" : ""), text(sent ? "CCC" : ""), text(sent ? "AAA" : "")),
            null,
            List.of(
                new Payload.Kept(0, -1, 5, 4, null),
                new Payload.Kept(1, 4, 6, 3, null),
                new Payload.Kept(2, 0, 7, 3, null)));
    FrameWriter out = new FrameWriter(null).payload(payload);
    MemorySegment whole =
        MemorySegment.ofArray(
            new byte[(int) out.parts().stream().mapToLong(MemorySegment::byteSize).sum()]);
    long at = 0;
    for (MemorySegment part : out.parts()) {
      MemorySegment.copy(part, 0, whole, at, part.byteSize());
      at += part.byteSize();
    }
    return new FrameReader((byte[]) whole.heapBase().orElseThrow(), null).payload();
  }

  @Test
  void whatWasSentOnceCompletesLaterPayloads() throws IOException {
    for (boolean sent : List.of(true, false, false)) {
      Payload complete = kept.complete(payload(sent));
      assertEquals("AAAbCCCd", new String(complete.stream(), StandardCharsets.UTF_8));
      assertEquals(-1, complete.blocks().getFirst().mismatch(text("EEEE")));
      assertTrue(complete.kept().isEmpty());
    }
  }

  @Test
  void whatIsMissingIsNotGuessed() throws IOException {
    assertThrows(IOException.class, () -> kept.complete(payload(false)));
    Payload _ = kept.complete(payload(true));
    kept.forget(List.of(6L, 99L));
    IOException gone = assertThrows(IOException.class, () -> kept.complete(payload(false)));
    assertTrue(gone.getMessage().contains("3 bytes was announced but never sent"));
  }

  @Test
  void aCopyKeepsWhatItWasMadeOfAndOthersMapItUntilItIsDeleted() throws IOException {
    int[] numbers = {1, 2, 3};
    SharedCopy copy = SharedCopy.of(MemorySegment.ofArray(numbers), null);
    numbers[0] = 9;
    assertTrue(copy.holds(MemorySegment.ofArray(new int[] {1, 2, 3})));
    try (Arena memory = Arena.ofConfined()) {
      MemorySegment mapped = SharedCopy.map(copy.path(), 12, memory);
      copy.delete();
      assertArrayEquals(new int[] {1, 2, 3}, mapped.toArray(ValueLayout.JAVA_INT));
      assertThrows(IOException.class, () -> SharedCopy.map(copy.path(), 12, memory));
    }
    assertFalse(Files.exists(Path.of(copy.path()).getParent()));
  }
}
