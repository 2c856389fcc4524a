package org.jlanes.worker;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.jlanes.runtime.envelope.Frame;
import org.jlanes.runtime.envelope.Outbox;

/// Questions to the kernel that wait for their answers. Any thread may ask; the reading thread
/// brings the answers.
final class Questions<A> {
  private final Outbox outbox;
  private final Reading reading;
  private final Duration patience;
  private final AtomicInteger numbers = new AtomicInteger();
  private final Map<Integer, CompletableFuture<A>> open = new ConcurrentHashMap<>();

  /// @param patience how long an answer may take
  Questions(Outbox outbox, Reading reading, Duration patience) {
    this.outbox = outbox;
    this.reading = reading;
    this.patience = patience;
  }

  /// Asks and waits for the answer. An interrupt does not end the wait, which is a short one, but
  /// is kept.
  ///
  /// @param question makes the frame, given the question's number
  /// @throws IOException if the kernel does not answer
  A ask(IntFunction<Frame> question) throws IOException {
    int number = numbers.incrementAndGet();
    var answer = new CompletableFuture<A>();
    open.put(number, answer);
    boolean interrupted = Thread.interrupted();
    try {
      outbox.post(question.apply(number));
      reading.call();
      while (true) {
        try {
          return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("the kernel did not answer", e);
    } finally {
      open.remove(number);
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  void answered(int number, A answer) {
    CompletableFuture<A> waiting = open.get(number);
    if (waiting != null) {
      waiting.complete(answer);
    }
  }
}
