package org.jlanes.worker;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jlanes.runtime.envelope.Envelope.ShippedClass;
import org.jlanes.runtime.envelope.Frame;
import org.jlanes.runtime.envelope.Outbox;

/// Asks the kernel for classes of the notebook that did not come with the envelope, because they
/// are reached by name only. Any thread may ask; the main thread brings the answers.
final class ClassRequests {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Outbox outbox;
  private final AtomicInteger numbers = new AtomicInteger();
  private final Map<Integer, CompletableFuture<Optional<ShippedClass>>> open =
      new ConcurrentHashMap<>();

  ClassRequests(Outbox outbox) {
    this.outbox = outbox;
  }

  /// The class, or empty if the notebook has no such class. An interrupt does not end the wait,
  /// which is a short one, but is kept.
  Optional<ShippedClass> ask(int run, String name) throws ClassNotFoundException {
    int number = numbers.incrementAndGet();
    var answer = new CompletableFuture<Optional<ShippedClass>>();
    open.put(number, answer);
    boolean interrupted = Thread.interrupted();
    try {
      outbox.post(new Frame.ClassRequest(run, number, name));
      while (true) {
        try {
          return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (IOException | ExecutionException | TimeoutException e) {
      throw new ClassNotFoundException(name + " (the kernel did not answer)", e);
    } finally {
      open.remove(number);
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  void answered(Frame.ClassReply reply) {
    CompletableFuture<Optional<ShippedClass>> waiting = open.get(reply.number());
    if (waiting != null) {
      waiting.complete(Optional.ofNullable(reply.found()));
    }
  }
}
