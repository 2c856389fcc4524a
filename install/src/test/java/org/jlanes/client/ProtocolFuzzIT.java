package org.jlanes.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Messages that are wrong in ways that nobody has thought of. `-Djlanes.fuzz.cases=100000` makes
/// it a long run, `-Djlanes.fuzz.seed=N` repeats one.
final class ProtocolFuzzIT {
  private static final int CASES = Integer.getInteger("jlanes.fuzz.cases", 800);
  private static final long SEED = Long.getLong("jlanes.fuzz.seed", new Random().nextLong());

  /// So many wrong messages between two right ones.
  private static final int BATCH = 100;

  private static final int BATCHES_PER_HEALTH_CHECK = 10;

  /// Catches whatever makes the kernel stop answering, or answer with a malformed message.
  @Test
  void theKernelAnswersAfterAnyMessage() throws Exception {
    System.out.println("fuzz: jlanes.fuzz.seed=" + SEED + ", " + CASES + " cases");
    try (KernelSession kernel = KernelSession.start()) {
      assertEquals("1", kernel.run("1").result());
      Health health = new Health(kernel);
      MessageMutator mutator = new MessageMutator(SEED, new Forge(kernel.process().connection()));
      List<ChannelName> channels =
          List.of(ChannelName.SHELL, ChannelName.CONTROL, ChannelName.STDIN);
      for (int i = 1; i <= CASES; i++) {
        kernel.client().sendRaw(channels.get(i % channels.size()), mutator.next());
        if (i % BATCH == 0) {
          assertAnswers(health, i);
        }
        if (i % (BATCH * BATCHES_PER_HEALTH_CHECK) == 0) {
          health.assertAnswersAnew();
          health.assertNotGrown();
        }
      }
      assertAnswers(health, CASES);
      health.assertUnhurt();
      // An interrupt_request among the last messages may come late and hit one cell, not two.
      var unused = kernel.run("1");
      assertEquals("2", kernel.run("1 + 1").result());
    }
  }

  private static void assertAnswers(Health health, int cases) throws Exception {
    try {
      health.assertAnswersHere();
    } catch (Exception | AssertionError e) {
      throw new AssertionError(
          "no answer after " + cases + " cases of -Djlanes.fuzz.seed=" + SEED, e);
    }
  }
}
