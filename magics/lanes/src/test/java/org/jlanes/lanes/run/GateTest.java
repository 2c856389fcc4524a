package org.jlanes.lanes.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class GateTest {
  private final Gate gate = new Gate(1, 0);
  private final BlockingQueue<String> passed = new LinkedBlockingQueue<>();

  private Thread pass(Gate.Ticket ticket, String name) {
    return Thread.ofVirtual()
        .start(() -> {
          try {
            ticket.pass(() -> passed.add(name));
          } catch (InterruptedException e) {
            passed.add(name + " interrupted");
          }
        });
  }

  private List<String> next(int n) throws InterruptedException {
    String[] names = new String[n];
    for (int i = 0; i < n; i++) {
      names[i] = passed.poll(30, TimeUnit.SECONDS);
    }
    return List.of(names);
  }

  @Test
  void tasksPassInTheOrderOfTheirTicketsHoweverTheirThreadsCome() throws InterruptedException {
    Gate.Ticket a = gate.ticket();
    Gate.Ticket b = gate.ticket();
    Gate.Ticket c = gate.ticket();
    Thread second = pass(b, "b");
    Thread third = pass(c, "c");
    while (second.getState() == Thread.State.RUNNABLE
        || third.getState() == Thread.State.RUNNABLE) {
      Thread.onSpinWait();
    }
    assertTrue(passed.isEmpty(), "a has the only place");
    pass(a, "a").join();
    assertEquals(List.of("a", "b", "c"), next(3));
  }

  @Test
  void whoGivesUpHoldsUpNobody() throws InterruptedException {
    Gate.Ticket a = gate.ticket();
    Gate.Ticket b = gate.ticket();
    Gate.Ticket c = gate.ticket();
    Gate.Ticket d = gate.ticket();
    Thread second = pass(b, "b");
    second.interrupt();
    assertEquals(List.of("b interrupted"), next(1));
    c.giveBack();
    Thread fourth = pass(d, "d");
    a.giveBack();
    assertEquals(List.of("d"), next(1));
    fourth.join();
    assertThrows(IllegalStateException.class, () -> gate.ticket().pass(GateTest::failing));
    gate.ticket().pass(() -> passed.add("e"));
    assertEquals(List.of("e"), next(1), "the place of a task that failed is free");
  }

  private static void failing() {
    throw new IllegalStateException("of the task");
  }
}
