package org.jlanes.channels;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.AbstractList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class SocketThreadTest {
  private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

  /// Messages some of which cannot be made.
  private static final class Faulty implements Outbox {
    private final Queue<Supplier<List<byte[]>>> messages = new ConcurrentLinkedQueue<>();

    @Override
    public List<byte[]> next() {
      Supplier<List<byte[]>> message = messages.poll();
      return message == null ? null : message.get();
    }

    @Override
    public long waitMillis() {
      return messages.isEmpty() ? -1 : 0;
    }

    @Override
    public void hurry() {}
  }

  @Test
  void aMessageThatCannotBeMadeIsLeftOutAndTheNextIsSent() throws Exception {
    Faulty outbox = new Faulty();
    try (Sockets sockets = new Sockets(Optional.empty())) {
      Sockets.Listener sender =
          sockets.bind("test", Sockets.Kind.DEALER, "tcp://127.0.0.1:0", outbox, frames -> {});
      Link receiver =
          sockets.connect(
              "receiver",
              Sockets.Kind.DEALER,
              "tcp://127.0.0.1:" + sender.port(),
              null,
              frames -> received.add(new String(frames.getFirst(), UTF_8)));
      outbox.messages.add(() -> {
        throw new IllegalArgumentException("3/4 is no number");
      });
      outbox.messages.add(() -> {
        throw new StackOverflowError();
      });
      outbox.messages.add(() -> {
        throw new OutOfMemoryError("in a test");
      });
      outbox.messages.add(() -> List.of("after all".getBytes(UTF_8)));
      sender.thread().wake();
      assertEquals("after all", received.poll(60, TimeUnit.SECONDS));
      receiver.close();
      sender.thread().close();
    }
  }

  /// A message whose second frame fails once, as one does for which there is no memory.
  private static final class Torn extends AbstractList<byte[]> {
    private final AtomicBoolean failed = new AtomicBoolean();

    @Override
    public byte[] get(int index) {
      if (index == 1 && !failed.getAndSet(true)) {
        throw new OutOfMemoryError("in a test");
      }
      return ("frame " + index).getBytes(UTF_8);
    }

    @Override
    public int size() {
      return 3;
    }
  }

  @Test
  void aMessageThatAnErrorHasTornIsSentToItsEndAndTheNextIsWhole() throws Exception {
    Faulty outbox = new Faulty();
    BlockingQueue<String> whole = new LinkedBlockingQueue<>();
    try (Sockets sockets = new Sockets(Optional.empty())) {
      Sockets.Listener sender =
          sockets.bind("test", Sockets.Kind.DEALER, "tcp://127.0.0.1:0", outbox, frames -> {});
      Link receiver =
          sockets.connect(
              "receiver",
              Sockets.Kind.DEALER,
              "tcp://127.0.0.1:" + sender.port(),
              null,
              frames ->
                  whole.add(
                      frames.stream()
                          .map(frame -> new String(frame, UTF_8))
                          .collect(Collectors.joining(", "))));
      outbox.messages.add(Torn::new);
      outbox.messages.add(() -> List.of("next".getBytes(UTF_8)));
      sender.thread().wake();
      assertEquals("frame 0, frame 1, frame 2", whole.poll(60, TimeUnit.SECONDS));
      assertEquals("next", whole.poll(60, TimeUnit.SECONDS));
      receiver.close();
      sender.thread().close();
    }
  }
}
