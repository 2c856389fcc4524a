package org.jlanes.worker;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jlanes.runtime.envelope.Envelope.ShippedClass;
import org.jlanes.runtime.envelope.Frame;
import org.jlanes.runtime.envelope.Outbox;

/// Asks the kernel for classes of the notebook that did not come with the envelope, because they
/// are reached by name only. Any thread may ask; the main thread brings the answers.
final class ClassRequests {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Questions<Optional<ShippedClass>> questions;

  ClassRequests(Outbox outbox, Reading reading) {
    questions = new Questions<>(outbox, reading, PATIENCE);
  }

  /// The class, or empty if the notebook has no such class.
  Optional<ShippedClass> ask(int run, String name) throws ClassNotFoundException {
    try {
      return questions.ask(number -> new Frame.ClassRequest(run, number, name));
    } catch (IOException e) {
      throw new ClassNotFoundException(name + " (the kernel did not answer)", e);
    }
  }

  void answered(Frame.ClassReply reply) {
    questions.answered(reply.number(), Optional.ofNullable(reply.found()));
  }
}
