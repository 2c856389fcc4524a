package org.jlanes.runtime.envelope;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jlanes.runtime.envelope.Envelope.ShippedItem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Large values that are copied out of shared memory while they are still copied in.
@Timeout(60)
final class ArrivingBlocksTest {
  /// Three pieces and a part of one.
  private static final int LENGTH = 3 * BlockFile.PIECE / Double.BYTES + 5;

  private SharedBlocks kernel;
  private SharedBlocks worker;

  @BeforeEach
  void open() throws Exception {
    assumeTrue(Files.isWritable(Path.of("/dev/shm")), "no /dev/shm");
    kernel = SharedBlocks.create().orElseThrow();
    worker = SharedBlocks.join(kernel.folder().toString());
    // The file of the first one is what the next ones arrive in.
    FrameBytes first = sent(new double[LENGTH]);
    first.fill();
    assertArrayEquals(new double[LENGTH], (double[]) read(received(first)));
  }

  @AfterEach
  void close() {
    if (kernel != null) {
      worker.close();
      kernel.close();
    }
  }

  private FrameBytes sent(Object value) throws IOException {
    var items = List.of(new ShippedItem(0, 1, 0, ObjectWriter.write(value)));
    return FrameCodec.encode(new Frame.Items(1, List.of(), 0, null, items), kernel);
  }

  private Payload received(FrameBytes bytes) throws IOException {
    ByteBuffer whole = ByteBuffer.allocate((int) bytes.size());
    bytes.parts().forEach(part -> whole.put(part.toArray(ValueLayout.JAVA_BYTE)));
    whole.flip();
    FrameCodec.Header header = FrameCodec.header(whole);
    byte[] body = new byte[whole.remaining()];
    whole.get(body);
    Frame.Items items = (Frame.Items) FrameCodec.decode(header, body, worker);
    return items.items().getFirst().value();
  }

  private static Object read(Payload payload) throws Exception {
    return ObjectReader.read(payload, ArrivingBlocksTest.class.getClassLoader());
  }

  private static double[] numbers(int first) {
    double[] numbers = new double[LENGTH];
    Arrays.setAll(numbers, i -> first + i);
    return numbers;
  }

  /// Reads on another thread.
  private static CompletableFuture<Object> reading(Payload payload, Thread[] who) {
    CompletableFuture<Object> value = new CompletableFuture<>();
    who[0] =
        Thread.ofPlatform()
            .start(() -> {
              try {
                value.complete(read(payload));
              } catch (Throwable t) {
                value.completeExceptionally(t);
              }
            });
    return value;
  }

  private static Throwable failure(CompletableFuture<Object> value) {
    return assertThrows(ExecutionException.class, () -> value.get(30, TimeUnit.SECONDS)).getCause();
  }

  @Test
  void whoReadsGetsAllOfItHoweverLateItComes() throws Exception {
    double[] numbers = numbers(1);
    FrameBytes bytes = sent(numbers);
    CompletableFuture<Object> value = reading(received(bytes), new Thread[1]);
    numbers[LENGTH - 1] = -7;
    bytes.fill();
    assertArrayEquals(numbers, (double[]) value.get(30, TimeUnit.SECONDS));
  }

  @Test
  void aPieceCanBeReadBeforeTheNextOneIsThere() throws Exception {
    FrameBytes bytes = sent(numbers(1));
    Payload payload = received(bytes);
    String name = bytes.fillings().getFirst().name();
    // The state of a writer that is in the middle.
    BlockFile file = BlockFile.open(kernel.folder().resolve(name));
    file.announce(BlockFile.PIECE);
    assertEquals(BlockFile.PIECE, payload.memory().await(0, 0));
    file.breakOff();
    assertThrows(IOException.class, () -> payload.memory().await(0, BlockFile.PIECE));
    file.close();
    bytes.fill();
    assertEquals(8L * LENGTH, payload.memory().await(0, BlockFile.PIECE));
    payload.release();
  }

  @Test
  void anInterruptEndsTheWait() throws Exception {
    FrameBytes bytes = sent(numbers(1));
    Thread[] who = new Thread[1];
    CompletableFuture<Object> value = reading(received(bytes), who);
    who[0].interrupt();
    assertInstanceOf(InterruptedIOException.class, failure(value));
    // Released by the reader, but still written to.
    FrameBytes next = sent(numbers(2));
    assertNotEquals(
        bytes.fillings().getFirst().name(), next.fillings().getFirst().name(), "two at once");
    bytes.fill();
    next.fill();
    assertArrayEquals(numbers(2), (double[]) read(received(next)));
  }

  @Test
  void whatCannotBeReadAnyMoreIsNotWaitedFor() throws Exception {
    FrameBytes bytes;
    try (Arena arena = Arena.ofShared()) {
      bytes = sent(arena.allocate(8L * LENGTH, 8));
    }
    CompletableFuture<Object> value = reading(received(bytes), new Thread[1]);
    assertThrows(IllegalStateException.class, bytes::fill);
    Throwable failure = failure(value);
    assertTrue(failure.getMessage().contains("did not arrive whole"), failure::toString);
    FrameBytes next = sent(numbers(3));
    assertEquals(bytes.fillings().getFirst().name(), next.fillings().getFirst().name());
    next.fill();
    assertArrayEquals(numbers(3), (double[]) read(received(next)));
  }

  @Test
  void aResultIsCompleteBeforeTheKernelIsTold() throws Exception {
    // A kernel does not end with its worker, and would wait for ever.
    for (int i = 0; i < 2; i++) {
      Payload value = ObjectWriter.write(numbers(1));
      Frame frame = new Frame.Finished(1, 0, 1, 0, 0, 0, value, null);
      String name = FrameCodec.encode(frame, worker).fillings().getFirst().name();
      SharedBlocks.Taken taken = kernel.take(name, 8L * LENGTH);
      assertEquals(8L * LENGTH, taken.there().getAsLong());
      taken.release().run();
    }
  }
}
