package org.jlanes.runtime.scope;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Whom the cancellation of a scope interrupts.
@Timeout(60)
final class ScopeTest {
  private final Scope first = scope("first");
  private final Scope second = scope("second");

  @Test
  void aThreadInsideAScopeIsInterruptedWithIt() throws Exception {
    Visitor visitor = new Visitor(second, first);
    first.cancel("stop");
    assertTrue(visitor.wasInterrupted());
  }

  @Test
  void aThreadInsideAnotherScopeIsNotInterruptedWithThatOfItsGroup() throws Exception {
    Visitor visitor = new Visitor(first, second);
    first.cancel("stop");
    assertFalse(visitor.wasInterrupted());
  }

  @Test
  void aThreadInsideAChildIsInterruptedWithTheParent() throws Exception {
    Visitor visitor = new Visitor(first, first.child("items"));
    first.cancel("stop");
    assertTrue(visitor.wasInterrupted());
  }

  @Test
  void aThreadInsideTheParentIsNotInterruptedWithTheChild() throws Exception {
    Scope child = first.child("items");
    Visitor visitor = new Visitor(child, first);
    child.cancel("stop");
    assertFalse(visitor.wasInterrupted());
  }

  @Test
  void aThreadThatHasLeftAScopeIsWhereItWasBefore() throws Exception {
    CompletableFuture<Scope> after = new CompletableFuture<>();
    Thread thread =
        new Thread(() ->
            first.run(() -> {
              second.run(() -> {});
              after.complete(Scope.current());
            }));
    thread.start();
    assertEquals(first, after.get());
    thread.join();
    assertEquals(0, first.threads().size() + second.threads().size());
  }

  @Test
  void whoCancelsAgainInsistsAlsoInItsParts() {
    List<String> heard = new ArrayList<>();
    first.onCancel(() -> heard.add("cancelled"));
    first.onInsist(() -> heard.add("insisted"));
    Scope child = first.child("items");
    child.onInsist(() -> heard.add("insisted in the child"));
    first.cancel("stop");
    assertEquals(List.of("cancelled"), heard);
    first.cancel("stop");
    assertEquals(
        List.of("cancelled", "insisted", "insisted in the child"),
        heard.stream().sorted().toList());
    child.close();
    first.cancel("stop");
    assertEquals(4, heard.size());
  }

  @Test
  void aThreadThatOnlyWaitsForWorkIsNotInterrupted() throws Exception {
    BlockingQueue<Runnable> work = new LinkedBlockingQueue<>();
    Thread idle = new Thread(first.group(), new FutureTask<>(work::take));
    idle.start();
    while (idle.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    assertTrue(first.threads().contains(idle));
    assertFalse(first.busy().contains(idle));
    first.cancel("stop");
    assertFalse(idle.isInterrupted());
    work.add(() -> {});
    idle.join();
  }

  /// A thread in the group of one scope that waits inside another until it is asked.
  private static final class Visitor {
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CompletableFuture<Boolean> interrupted = new CompletableFuture<>();

    Visitor(Scope home, Scope visited) throws InterruptedException {
      CountDownLatch inside = new CountDownLatch(1);
      Thread thread =
          new Thread(
              home.group(),
              () ->
                  visited.run(() -> {
                    inside.countDown();
                    try {
                      asked.await();
                      // It need not throw where it is asked in the same moment.
                      interrupted.complete(Thread.interrupted());
                    } catch (InterruptedException e) {
                      interrupted.complete(true);
                    }
                  }));
      thread.setDaemon(true);
      thread.start();
      inside.await();
    }

    boolean wasInterrupted() throws Exception {
      asked.countDown();
      return interrupted.get(30, TimeUnit.SECONDS);
    }
  }

  private static Scope scope(String name) {
    return new Scope(name, 0, new RecordedOutput(), Map.of());
  }
}
