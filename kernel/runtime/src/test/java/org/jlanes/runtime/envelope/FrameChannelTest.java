package org.jlanes.runtime.envelope;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jlanes.runtime.engine.PrintedTrace;
import org.jlanes.runtime.envelope.Envelope.Attachment;
import org.jlanes.runtime.envelope.Envelope.Setup;
import org.jlanes.runtime.envelope.Envelope.ShippedClass;
import org.jlanes.runtime.envelope.Envelope.ShippedItem;
import org.jlanes.runtime.envelope.Envelope.ShippedJar;
import org.jlanes.runtime.scope.CellOutput;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Frames over a real pipe, and what else may come out of one.
final class FrameChannelTest {
  private static final PrintedTrace PRINTED =
      new PrintedTrace(
          List.of(
              new PrintedTrace.Part(0, "", "x.Y: z", false, List.of(frame("A", 7)), -1),
              new PrintedTrace.Part(1, "Suppressed: ", "x.Z", true, List.of(), 0)));

  private static StackTraceElement frame(String type, int line) {
    return new StackTraceElement(null, "java.base", null, type, "b", "A.java", line);
  }

  private Pipe pipe;
  private FrameChannel frames;

  @BeforeEach
  void open() throws IOException {
    pipe = Pipe.open();
    frames = new FrameChannel(new BothWays(pipe.source(), pipe.sink()), null);
  }

  @AfterEach
  void close() throws IOException {
    frames.close();
  }

  @Test
  void everyKindOfFrameArrivesAsItWasSent() throws IOException {
    byte[] bytes = {1, 2, 3};
    Payload payload = new Payload(bytes, List.of());
    StackTraceElement[] trace = {new StackTraceElement("A", "b", "A.java", 7)};
    Frame.Failure failure = new Frame.Failure("x.Y", null, trace, payload);
    List<Frame> all =
        List.of(
            new Frame.Hello("token", 4711, "25"),
            new Frame.Ping(3),
            new Frame.Pong(3, -5),
            new Frame.Opened(9),
            new Frame.Finished(9, 4, 1, 10, 20, -1, null, failure),
            new Frame.Cleared(9, true),
            new Frame.Cancel(9, "interrupted – wirklich"),
            new Frame.Close(9, true),
            new Frame.Stop(9, 3, true, "cancelled"),
            new Frame.Skipped(9, 3, "cancelled"),
            new Frame.ClassRequest(9, 1, "REPL.A"),
            new Frame.ClassReply(9, 1, new ShippedClass("REPL.A", "aa", null)),
            new Frame.ClassReply(9, 1, null),
            new Frame.TraceRequest(9, 2, PRINTED),
            new Frame.TraceReply(9, 2, List.of("a", "\tat b")),
            new Frame.TraceReply(9, 2, null),
            new Frame.Spent(9));
    for (Frame frame : all) {
      frames.write(frame);
      Frame copy = frames.read();
      assertEquals(frame.getClass(), copy.getClass());
      assertEquals(frame.run(), copy.run());
      if (!(frame instanceof Frame.Finished)) {
        assertEquals(frame, copy);
      }
    }
  }

  @Test
  void aFailureKeepsItsTraceAndItsMissingMessage() throws IOException {
    StackTraceElement[] trace = {new StackTraceElement("A", "b", null, -2)};
    frames.write(
        new Frame.Finished(1, 0, 2, 3, 4, 5, null, new Frame.Failure("x.Y", null, trace, null)));
    Frame.Finished copy = assertInstanceOf(Frame.Finished.class, frames.read());
    assertArrayEquals(trace, copy.failure().trace());
    assertNull(copy.failure().message());
    assertNull(copy.failure().exception());
    assertNull(copy.value());
  }

  @Test
  void anEnvelopeArrivesWithClassesJarsAndBlocks() throws Exception {
    Payload state = new Payload(new byte[] {9}, List.of(MemorySegment.ofArray(new int[] {1, 2})));
    Envelope envelope =
        new Envelope(
            List.of(
                new ShippedClass(
                    "A", "aa", new byte[] {1}, List.of(new Attachment("dd", new byte[] {7, 8}))),
                new ShippedClass("B", "bb", null)),
            List.of(new ShippedJar("/x.jar", "cc")),
            state,
            1,
            4,
            12,
            List.of(
                new Setup(2, 3, List.of(new ShippedClass("C", "ee", null)), state),
                new Setup(4, 5, List.of(), null)));
    frames.write(new Frame.Open(5, envelope));
    Frame.Open copy = assertInstanceOf(Frame.Open.class, frames.read());
    assertArrayEquals(new byte[] {1}, copy.envelope().classes().get(0).bytes());
    Attachment attachment = copy.envelope().classes().get(0).attachments().getFirst();
    assertEquals("dd", attachment.digest());
    assertArrayEquals(new byte[] {7, 8}, attachment.bytes());
    assertNull(copy.envelope().classes().get(1).bytes());
    assertEquals(List.of(), copy.envelope().classes().get(1).attachments());
    assertEquals(envelope.jars(), copy.envelope().jars());
    assertEquals(8, copy.envelope().state().blocks().getFirst().byteSize());
    assertEquals(List.of(1, 4, 12), numbers(copy.envelope()));
    Setup setup = copy.envelope().setups().getFirst();
    assertEquals("2 3 C", setup.id() + " " + setup.cell() + " " + setup.classes().get(0).name());
    assertArrayEquals(new byte[] {9}, setup.state().stream());
    assertEquals(new Setup(4, 5, List.of(), null), copy.envelope().setups().getLast());
  }

  private static List<Integer> numbers(Envelope e) {
    return List.of(e.number(), e.workers(), e.cell());
  }

  @Test
  void itemsLargerThanTheBufferArriveWhole() throws Exception {
    double[] large = new double[500_000];
    large[499_999] = 2.5;
    Payload payload = ObjectWriter.write(large);
    Frame items =
        new Frame.Items(1, List.of(), 0, null, List.of(new ShippedItem(3, 1, 0, payload)));
    Thread writer = Thread.ofVirtual().start(() -> send(items));
    Frame.Items copy = assertInstanceOf(Frame.Items.class, frames.read());
    writer.join();
    Object array = ObjectReader.read(copy.items().getFirst().value(), getClass().getClassLoader());
    assertArrayEquals(large, (double[]) array);
  }

  @Test
  void largeBlocksGoThroughOneFileInSharedMemory() throws Exception {
    SharedBlocks shared = SharedBlocks.create().orElse(null);
    assumeTrue(shared != null, "no /dev/shm");
    double[] large = new double[500_000];
    large[499_999] = 2.5;
    Payload payload = ObjectWriter.write(List.of(large, "small"));
    Frame items =
        new Frame.Items(1, List.of(), 0, null, List.of(new ShippedItem(3, 1, 0, payload)));
    try (shared) {
      FrameChannel one = new FrameChannel(new BothWays(pipe.source(), pipe.sink()), shared);
      for (int round = 0; round < 3; round++) {
        // Would block in a pipe if four megabytes went through it.
        one.write(items);
        Frame.Items copy = assertInstanceOf(Frame.Items.class, one.read());
        Payload value = copy.items().getFirst().value();
        Object list = ObjectReader.read(value, getClass().getClassLoader());
        assertArrayEquals(large, (double[]) ((List<?>) list).getFirst());
        assertEquals(1, shared.folder().toFile().list().length);
      }
    }
    assertFalse(shared.folder().toFile().exists());
  }

  private void send(Frame frame) {
    try {
      frames.write(frame);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whatAJvmSaysIsNotTakenForAFrame() throws IOException {
    put("OpenJDK 64-Bit Server VM warning: something is odd\n");
    FrameException e = assertThrows(FrameException.class, frames::read);
    assertTrue(e.getMessage().contains("not a frame"), e.getMessage());
  }

  @Test
  void anotherVersionIsNamed() throws IOException {
    ByteBuffer header = ByteBuffer.allocate(20).putInt(0x4A4C4E45).putShort((short) 99);
    pipe.sink().write(header.rewind());
    FrameException e = assertThrows(FrameException.class, frames::read);
    assertTrue(e.getMessage().contains("version 99"), e.getMessage());
  }

  @Test
  void anImpossibleLengthIsRefusedBeforeMemoryIsTaken() throws IOException {
    ByteBuffer header = ByteBuffer.allocate(20).putInt(0x4A4C4E45).putShort(FrameCodec.VERSION);
    header.putShort((short) 7).putInt(1).putLong(1L << 40);
    pipe.sink().write(header.flip());
    FrameException e = assertThrows(FrameException.class, frames::read);
    assertTrue(e.getMessage().contains("length"), e.getMessage());
  }

  @Test
  void aBodyThatPromisesMoreThanItHasIsDamaged() throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(24).putInt(0x4A4C4E45).putShort(FrameCodec.VERSION);
    frame.putShort((short) 14).putInt(1).putLong(4).putInt(1000);
    pipe.sink().write(frame.flip());
    FrameException e = assertThrows(FrameException.class, frames::read);
    assertTrue(e.getMessage().contains("damaged"), e.getMessage());
  }

  @Test
  void theEndOfTheConnectionIsTold() throws IOException {
    pipe.sink().close();
    assertThrows(EOFException.class, frames::read);
  }

  @Test
  void outputThatWaitsSideBySideBecomesOneFrame() throws Exception {
    try (Outbox outbox = new Outbox("test", frames, e -> {})) {
      for (int i = 0; i < 1000; i++) {
        byte[] line = ("line " + i + "\n").getBytes(StandardCharsets.UTF_8);
        outbox.print(1, CellOutput.Stream.STDOUT, line, 0, line.length);
      }
      outbox.post(new Frame.Close(1, false));
      StringBuilder all = new StringBuilder();
      int count = 0;
      for (Frame f = frames.read(); f instanceof Frame.Output o; f = frames.read()) {
        all.append(new String(o.bytes(), StandardCharsets.UTF_8));
        count++;
      }
      assertEquals(1000, all.toString().lines().count());
      assertTrue(all.toString().endsWith("line 999\n"), "in order");
      assertTrue(count < 1000, count + " frames");
    }
  }

  /// As user code in a worker may be when its result is sent.
  @Test
  void aThreadThatIsInterruptedCanSendAndTheConnectionGoesOn() throws Exception {
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(null);
      try (FrameChannel here =
              new FrameChannel(SocketChannel.open(server.getLocalAddress()), null);
          FrameChannel there = new FrameChannel(server.accept(), null);
          Outbox outbox = new Outbox("test", here, e -> {})) {
        Thread.currentThread().interrupt();
        for (int i = 0; i < 10_000; i++) {
          outbox.deliver(new Frame.Ping(i), null);
        }
        assertTrue(Thread.interrupted(), "the interrupt is kept");
        for (int i = 0; i < 10_000; i++) {
          assertEquals(new Frame.Ping(i), there.read());
        }
        there.write(new Frame.Pong(1, 2));
        assertEquals(new Frame.Pong(1, 2), here.read());
      }
    }
  }

  @Test
  void whoWaitsForAFrameLearnsThatTheConnectionWasClosedHere() throws Exception {
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(null);
      FrameChannel here = new FrameChannel(SocketChannel.open(server.getLocalAddress()), null);
      try (FrameChannel there = new FrameChannel(server.accept(), null);
          Outbox outbox = new Outbox("test", here, e -> {})) {
        outbox.deliver(new Frame.Ping(1), null);
        Object _ = there.read();
        FutureTask<Frame> read = new FutureTask<>(here::read);
        Thread _ = Thread.ofPlatform().start(read);
        here.close();
        ExecutionException e = assertThrows(ExecutionException.class, read::get);
        assertInstanceOf(IOException.class, e.getCause());
      }
    }
  }

  private void put(String text) throws IOException {
    pipe.sink().write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    Channels.newOutputStream(pipe.sink()).flush();
  }

  private record BothWays(ReadableByteChannel in, WritableByteChannel out)
      implements java.nio.channels.ByteChannel {
    @Override
    public int read(ByteBuffer into) throws IOException {
      return in.read(into);
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
      return out.write(from);
    }

    @Override
    public boolean isOpen() {
      return in.isOpen() && out.isOpen();
    }

    @Override
    public void close() throws IOException {
      in.close();
      out.close();
    }
  }
}
