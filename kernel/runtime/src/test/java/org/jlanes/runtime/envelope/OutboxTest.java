package org.jlanes.runtime.envelope;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What waits in an outbox while its thread writes something else.
@Timeout(60)
final class OutboxTest {
  /// An array that is neither written into the object stream nor put into shared memory.
  private static final int MIDDLE = 20_000;

  /// One that is more than may wait.
  private static final int LARGE = 1_000_000;

  /// How a frame is posted.
  private interface Way {
    void post(Outbox outbox, Frame frame) throws IOException;
  }

  /// Takes bytes when it is allowed to.
  private static final class Gated implements ByteChannel {
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private ByteBuffer rest;

    @Override
    public int write(ByteBuffer from) throws IOException {
      asked.countDown();
      try {
        open.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      byte[] bytes = new byte[from.remaining()];
      from.get(bytes);
      written.writeBytes(bytes);
      return bytes.length;
    }

    @Override
    public int read(ByteBuffer into) {
      if (rest == null) {
        rest = ByteBuffer.wrap(written.toByteArray());
      }
      if (!rest.hasRemaining()) {
        return -1;
      }
      int n = Math.min(into.remaining(), rest.remaining());
      into.put(rest.slice(rest.position(), n));
      rest.position(rest.position() + n);
      return n;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }

  private final Gated gated = new Gated();
  private final FrameChannel channel = new FrameChannel(gated, null);
  private Outbox outbox;

  @BeforeEach
  void occupyTheWritingThread() throws Exception {
    outbox = new Outbox("test", channel, e -> {});
    outbox.post(new Frame.Ping(1));
    gated.asked.await();
  }

  @AfterEach
  void close() {
    outbox.close();
  }

  private static Frame frame(double[] array) throws IOException {
    return new Frame.Finished(1, 0, 1, 0, 0, 0, ObjectWriter.write(array), null);
  }

  private static double[] sevens(int length) {
    double[] array = new double[length];
    Arrays.fill(array, 7);
    return array;
  }

  private void assertArrives(double[] expected) throws Exception {
    gated.open.countDown();
    outbox.flush();
    assertEquals(new Frame.Ping(1), channel.read());
    Frame.Finished f = (Frame.Finished) channel.read();
    assertArrayEquals(
        expected, (double[]) ObjectReader.read(f.value(), getClass().getClassLoader()));
  }

  private void assertSendsWhatWasThere(int length, Way way) throws Exception {
    double[] array = sevens(length);
    way.post(outbox, frame(array));
    Arrays.fill(array, -1);
    assertArrives(sevens(length));
  }

  @Test
  void whatIsPostedIsSentAsItWasThen() throws Exception {
    assertSendsWhatWasThere(MIDDLE, Outbox::post);
  }

  @Test
  void soIsWhatIsPostedWithoutWaiting() throws Exception {
    assertSendsWhatWasThere(MIDDLE, (outbox, frame) -> outbox.postNow(frame, null));
  }

  @Test
  void soIsWhatCannotBeWrittenAtOnce() throws Exception {
    assertSendsWhatWasThere(MIDDLE, (outbox, frame) -> outbox.deliver(frame, null));
  }

  @Test
  void soIsALargeOneOfWhoDoesNotWait() throws Exception {
    assertSendsWhatWasThere(LARGE, (outbox, frame) -> outbox.postNow(frame, null));
  }

  @Test
  void whoMayWaitDoesThatUntilALargeOneHasBeenWritten() throws Exception {
    double[] array = sevens(LARGE);
    FutureTask<Void> poster =
        new FutureTask<>(() -> {
          outbox.post(frame(array));
          Arrays.fill(array, -1);
          return null;
        });
    Thread thread = Thread.ofPlatform().start(poster);
    while (thread.getState() != Thread.State.WAITING && !poster.isDone()) {
      Thread.onSpinWait();
    }
    // An interrupt does not end the wait.
    thread.interrupt();
    gated.open.countDown();
    poster.get();
    assertEquals(-1.0, array[0]);
    assertArrives(sevens(LARGE));
  }
}
