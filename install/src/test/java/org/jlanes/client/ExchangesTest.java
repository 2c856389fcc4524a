package org.jlanes.client;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class ExchangesTest {
  private final Exchanges exchanges = new Exchanges();

  private Exchange add(String id) {
    Exchange exchange = new Exchange(message -> {}, null);
    exchanges.add(id, exchange);
    return exchange;
  }

  @Test
  void endedRequestsAreHeardUntilManyLaterOnesHaveEnded() {
    add("under way");
    for (int i = 0; i <= Exchanges.KEPT; i++) {
      add("r" + i);
      exchanges.end("r" + i);
    }
    assertNull(exchanges.get("r0"));
    assertNotNull(exchanges.get("r1"));
    assertNotNull(exchanges.get("under way"));
  }

  @Test
  void aDeathFailsWhatWaitsAndWhatComes() {
    Exchange waiting = add("waiting");
    exchanges.died(new KernelDiedException("gone"));
    assertTrue(waiting.reply.isCompletedExceptionally());
    assertTrue(add("late").reply.isCompletedExceptionally());
  }
}
