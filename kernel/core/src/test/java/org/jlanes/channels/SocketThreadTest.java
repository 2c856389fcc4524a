package org.jlanes.channels;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
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
}
