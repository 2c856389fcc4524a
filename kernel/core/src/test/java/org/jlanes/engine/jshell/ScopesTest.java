package org.jlanes.engine.jshell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jlanes.engine.jshell.EngineSession.Outcome;
import org.jlanes.runtime.scope.Scope;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Output goes to the cell that handed over the task, whatever thread runs it.
final class ScopesTest {
  @AutoClose private static final EngineSession session = new EngineSession();

  @BeforeAll
  static void start() {
    session.value(
        """
        ExecutorService pool = Executors.newFixedThreadPool(2);
        ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
        ThreadPoolExecutor tpe = (ThreadPoolExecutor) pool;
        ForkJoinPool fj = new ForkJoinPool(2);
        CompletableFuture<Integer> timeout() {
          return new CompletableFuture<Integer>().completeOnTimeout(1, 50, TimeUnit.MILLISECONDS);
        }
        timeout().join();
        void hi() { System.out.println("hi"); }
        void say() {
          LockSupport.parkNanos(1_000_000);
          System.out.println(Thread.currentThread().getName());
        }
        class Fork extends RecursiveAction {
          final int from, to;
          Fork(int from, int to) { this.from = from; this.to = to; }
          protected void compute() {
            if (to - from == 1) say();
            else invokeAll(new Fork(from, (from + to) / 2), new Fork((from + to) / 2, to));
          }
        }
        for (int i = 0; i < 4; i++) pool.submit(() -> { }).get();
        timer.submit(() -> { }).get();
        fj.submit(() -> { }).get();
        """);
  }

  @AfterAll
  static void stop() {
    session.value("pool.shutdownNow(); timer.shutdownNow(); fj.shutdownNow();");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pool.submit(() -> hi()).get();",
        "pool.submit(() -> { hi(); return 1; }).get();",
        "tpe.submit(() -> hi()).get();",
        "fj.submit(() -> hi()).get();",
        "pool.invokeAll(List.of(() -> { hi(); return 1; }));",
        "pool.invokeAny(List.of(() -> { hi(); return 1; }));",
        "timer.schedule(() -> hi(), 1, TimeUnit.MILLISECONDS).get();",
        "Stream.of((Runnable) () -> hi()).map(pool::submit).toList().get(0).get();",
        "var l = new CountDownLatch(1); pool.execute(() -> { hi(); l.countDown(); }); l.await();",
        "var l = new CountDownLatch(1); Consumer<Runnable> c = pool::execute; c.accept(() -> {"
            + " hi(); l.countDown(); }); l.await();",
        "CompletableFuture.runAsync(() -> hi()).join();",
        "CompletableFuture.completedFuture(1).thenAcceptAsync(x -> hi()).join();",
        "timeout().thenAccept(x -> hi()).join();",
        "timeout().thenApply(x -> { hi(); return 1; }).join();",
        "CompletionStage<Integer> s = timeout(); s.thenRun(() ->"
            + " hi()).toCompletableFuture().join();",
        "timeout().thenCombine(timeout(), (a, b) -> { hi(); return a + b; }).join();",
        "timeout().whenComplete((x, e) -> hi()).join();",
        "timeout().thenCompose(x -> { hi(); return timeout(); }).join();",
        "new CompletableFuture<Integer>().orTimeout(1, TimeUnit.MILLISECONDS)"
            + ".exceptionally(e -> { hi(); return 1; }).join();",
        "Thread.startVirtualThread(() -> hi()).join();",
        "Thread.ofVirtual().start(() -> hi()).join();",
        "Thread.ofPlatform().unstarted(() -> hi());  Thread t = Thread.ofPlatform().start(() ->"
            + " hi()); t.join();",
        "Thread t = new Thread(() -> hi()); t.start(); t.join();",
        "new ExecutorCompletionService<Integer>(pool).submit(() -> { hi(); return 1; }).get();",
      })
  void aTaskPrintsToTheCellThatSubmittedIt(String code) {
    assertEquals("hi\n", session.run(code).stdout(), code);
  }

  @Test
  void parallelStreamsRunOnThreadsOfTheCell() {
    Outcome outcome =
        session.run(
            "IntStream.range(0, 64).parallel().forEach(i -> { try { Thread.sleep(1); } catch"
                + " (Exception e) { } System.out.println(Thread.currentThread().getName()); });");
    String[] names = outcome.stdout().split("\n");
    assertEquals(64, names.length);
    assertTrue(
        Arrays.stream(names).allMatch(n -> n.startsWith("cell-" + outcome.cell())),
        outcome.stdout());
  }

  /// In a pool whose threads belong to another cell.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "fj.submit(() -> IntStream.range(0, 64).parallel().forEach(i -> say())).get();",
        "fj.invoke(new Fork(0, 64));",
        "fj.submit(new Fork(0, 64)).get();",
        "var fork = new Fork(0, 64); fj.execute(fork); fork.join();",
      })
  void whatForksInAPoolOfTheUsersBelongsToTheCellThatBeganIt(String code) {
    String[] lines = session.run(code).stdout().split("\n");
    assertEquals(64, lines.length);
    assertTrue(
        Arrays.stream(lines).allMatch(n -> n.matches("ForkJoinPool-\\d+-worker-\\d+")), lines[0]);
  }

  @Test
  void aTaskThatFailsInAPoolOfTheUsersFailsThereAsItDoesElsewhere() {
    Outcome outcome =
        session.run(
            """
            fj.invoke(new RecursiveAction() {
              protected void compute() { throw new IllegalStateException("in a fork"); }
            });
            """);
    assertEquals("java.lang.IllegalStateException", outcome.failure().name());
    session.value("var none = new ForkJoinPool(1); none.shutdown();");
    assertEquals(
        "java.util.concurrent.RejectedExecutionException",
        session.run("none.invoke(new Fork(0, 1));").failure().name());
  }

  @Test
  void aThreadThatOutlivesItsCellKeepsPrintingThere() throws Exception {
    Outcome first =
        session.run(
            "var go = new CountDownLatch(1); new Thread(() -> { try { go.await(); } catch"
                + " (Exception e) { } System.out.println(\"late\"); }).start();");
    assertEquals("", session.run("go.countDown();").stdout());
    first.output().await("the line", () -> first.stdout().equals("late\n"));
  }

  @Test
  void tasksOnAPriorityQueueStaySorted() {
    assertEquals(
        "[1, 2, 3]",
        session.value(
            """
            record Job(int rank, Runnable body) implements Runnable, Comparable<Job> {
              public void run() { body.run(); }
              public int compareTo(Job o) { return Integer.compare(rank, o.rank); }
            }
            var order = Collections.synchronizedList(new ArrayList<Integer>());
            var one = new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new PriorityBlockingQueue<>());
            var gate = new CountDownLatch(1);
            one.execute(new Job(0, () -> { try { gate.await(); } catch (Exception e) { } }));
            for (int r : new int[] {3, 1, 2}) one.execute(new Job(r, () -> order.add(r)));
            gate.countDown();
            one.shutdown();
            one.awaitTermination(10, TimeUnit.SECONDS);
            order
            """));
  }

  @Test
  void noThreadOfTheEngineBelongsToTheCellThatMadeItNecessary() throws Exception {
    session.value("var gate = new CountDownLatch(1);");
    Scope scope = session.scope();
    CompletableFuture<Outcome> waits =
        CompletableFuture.supplyAsync(
            () -> session.run("System.out.println(\"started\"); gate.await();", scope),
            Thread::startVirtualThread);
    session.awaitOutput(scope, "started");
    assertEquals(
        "[]",
        session.value(
            """
            Thread.getAllStackTraces().keySet().stream()
                .filter(t -> t.getName().matches("jlanes-.*|.*-delayScheduler"))
                .filter(t -> t.getThreadGroup().getName().startsWith("scope-"))
                .toList()
            """));
    session.value("gate.countDown();");
    assertNull(waits.get(60, TimeUnit.SECONDS).failure());
  }

  @Test
  void aComparatorOfTheUsersSeesTheUsersTasks() {
    assertEquals(
        "[1, 2, 3]",
        session.value(
            """
            record Rated(int prio, Runnable body) implements Runnable {
              public void run() { body.run(); }
            }
            var sorted = Collections.synchronizedList(new ArrayList<Integer>());
            var byPrio = new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS,
                new PriorityBlockingQueue<>(11, Comparator.comparingInt(r -> ((Rated) r).prio())));
            var hold = new CountDownLatch(1);
            byPrio.execute(new Rated(0, () -> { try { hold.await(); } catch (Exception e) { } }));
            for (int p : new int[] {3, 1, 2}) byPrio.execute(new Rated(p, () -> sorted.add(p)));
            hold.countDown();
            byPrio.shutdown();
            byPrio.awaitTermination(10, TimeUnit.SECONDS);
            sorted
            """));
  }

  @Test
  void aTaskThatWaitsCanBeRemovedAndComesBackAsItWasGiven() {
    assertEquals(
        "[true, false, true]",
        session.value(
            """
            var single = new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
            var busy = new CountDownLatch(1);
            single.execute(() -> { try { busy.await(); } catch (Exception e) { } });
            Runnable unwanted = () -> System.out.println("runs"), waiting = () -> {};
            single.execute(unwanted);
            single.execute(waiting);
            List.of(single.remove(unwanted), single.remove(unwanted),
                single.shutdownNow().equals(List.of(waiting)))
            """));
  }
}
