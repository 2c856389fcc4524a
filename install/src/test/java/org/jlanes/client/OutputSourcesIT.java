package org.jlanes.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever prints, prints into the cell that started it, while that cell runs and afterwards, when
/// another one does. Child processes and native code have tests of their own.
final class OutputSourcesIT {
  /// Declared by an earlier cell than the one that uses it, since a pool's threads remember who
  /// made them.
  private static final String EARLIER =
      """
      import java.util.logging.*;
      CountDownLatch go = new CountDownLatch(1);
      void await() {
        try {
          go.await();
        } catch (InterruptedException e) {
          throw new CancellationException();
        }
      }
      void talk() {
        System.out.println("during");
        await();
        System.out.println("after");
      }
      class Library {
        static final java.io.PrintStream OUT = System.out;
      }
      Library.OUT.flush();
      ExecutorService pool = Executors.newCachedThreadPool();
      ThreadPoolExecutor raw =
          new ThreadPoolExecutor(2, 2, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>());
      ScheduledExecutorService clock = Executors.newScheduledThreadPool(1);
      Timer timer = new Timer(true);
      for (var each : List.of(pool, raw, clock)) {
        each.submit(() -> {}).get();
      }
      """;

  @SharedKernel private static KernelSession kernel;

  @TempDir Path folder;

  @BeforeAll
  static void prepare() throws Exception {
    kernel.ok(EARLIER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "new Thread(() -> talk()).start();",
        "Thread.ofPlatform().daemon().start(() -> talk());",
        "Thread.startVirtualThread(() -> talk());",
        "Thread.ofVirtual().unstarted(() -> talk()).start();",
        "var _ = Executors.newVirtualThreadPerTaskExecutor().submit(() -> talk());",
        "pool.execute(() -> talk());",
        "Function<Runnable, Future<?>> give = pool::submit; give.apply(() -> talk());",
        "Consumer<Runnable> give = raw::execute; give.accept(() -> talk());",
        "BiFunction<ThreadPoolExecutor, Runnable, Future<?>> g = ThreadPoolExecutor::submit;"
            + " g.apply(raw, () -> talk());",
        "clock.schedule(() -> talk(), 1, TimeUnit.MILLISECONDS);",
        "timer.schedule(new TimerTask() { public void run() { talk(); } }, 1);",
        "CompletableFuture.runAsync(() -> talk());",
        "CompletableFuture.runAsync(() -> talk(), pool);",
        "CompletableFuture.completedFuture(1).thenAcceptAsync(i -> talk(), raw);",
        "Function<Runnable, CompletableFuture<Void>> f = CompletableFuture::runAsync;"
            + " f.apply(() -> talk());",
        "Function<Runnable, CompletableFuture<Void>> f ="
            + " CompletableFuture.completedFuture(1)::thenRunAsync; f.apply(() -> talk());",
        "ForkJoinPool.commonPool().execute(() -> talk());",
        "new Thread(() -> IntStream.range(0, 2).parallel().forEach(i -> talk())).start();",
        "CompletableFuture.runAsync(() -> List.of(1, 2).parallelStream().forEach(i -> talk()));",
        "new Thread(() -> { Library.OUT.println(\"during\"); await();"
            + " Library.OUT.println(\"after\"); }).start();",
      })
  void whatACellStartsPrintsIntoThatCell(String start) throws Exception {
    KernelSession.Running first = kernel.submit("go = new CountDownLatch(1);\n" + start);
    Cell started = first.await();
    assertEquals("ok", started.status(), started.traceback());
    first.awaitPrinted("during\n");
    KernelSession.Running second =
        kernel.submit("System.out.println(\"second\"); go.countDown(); System.in.read();");
    second.awaitPrinted("second\n");
    first.awaitPrinted("after\n");
    var unused = second.answer("");
    Cell other = second.await();
    assertEquals("second\n", other.stdout());
    assertEquals("", other.stderr());
  }

  @Test
  void aParallelStreamOfAThreadComputesAndFailsAsElsewhere() throws Exception {
    Cell cell =
        kernel.run(
            """
            var sum = new FutureTask<>(() ->
                IntStream.rangeClosed(1, 1000).parallel().mapToObj(i -> i)
                    .collect(Collectors.summingInt(i -> i)));
            var failing = new FutureTask<Object>(() ->
                IntStream.range(0, 10).parallel().map(i -> 1 / (i - 5)).sum());
            new Thread(sum).start();
            new Thread(failing).start();
            Object why;
            try {
              why = failing.get();
            } catch (ExecutionException e) {
              why = e.getCause().getClass().getSimpleName();
            }
            sum.get() + " " + why
            """);
    assertTrue(
        String.valueOf(cell.result()).contains("500500 ArithmeticException"), cell.traceback());
  }

  @Test
  void anUncaughtExceptionAndALogStandInTheErrorsOfTheCellThatStartedTheThread() throws Exception {
    KernelSession.Running first =
        kernel.submit(
            """
            go = new CountDownLatch(1);
            Logger.getLogger("user").warning("logged during");
            new Thread(() -> {
              await();
              Logger.getLogger("user").warning("logged after");
              throw new IllegalStateException("uncaught");
            }).start();
            """);
    Cell started = first.await();
    assertTrue(started.stderr().contains("logged during"), started.traceback());
    KernelSession.Running second =
        kernel.submit("System.out.println(\"second\"); go.countDown(); System.in.read();");
    second.awaitPrinted("second\n");
    first.awaitPrinted("logged after");
    first.awaitPrinted("uncaught");
    var unused = second.answer("");
    assertEquals("", second.await().stderr());
  }

  @Test
  void aThreadLeftInAWorkerPrintsIntoTheCellOfItsRun() throws Exception {
    Path flag = folder.resolve("go");
    KernelSession.Running first =
        kernel.submit(
            """
            %%processes --workers 1 --quiet n : 1
            System.out.println("during");
            new Thread(() -> {
              while (!Files.exists(Path.of("FLAG"))) {
                LockSupport.parkNanos(1_000_000);
              }
              System.out.println("after");
            }).start();
            """
                .replace("FLAG", flag.toString()));
    Cell started = first.await();
    assertEquals("ok", started.status(), started.traceback());
    assertEquals("during\n", started.stdout());
    KernelSession.Running second =
        kernel.submit("System.out.println(\"second\"); System.in.read();");
    second.awaitPrinted("second\n");
    Files.writeString(flag, "");
    first.awaitPrinted("after\n");
    var unused = second.answer("");
    assertEquals("second\n", second.await().stdout());
  }

  @Test
  void aThreadCanBeGivenToAnotherCellAndTakenFromAll() throws Exception {
    KernelSession.Running first =
        kernel.submit(
            """
            BlockingQueue<Runnable> orders = new LinkedBlockingQueue<>();
            Thread server = Thread.ofPlatform().daemon().start(() -> {
              try {
                while (true) orders.take().run();
              } catch (InterruptedException e) {
                // asked to end
              }
            });
            void order(Runnable task) throws Exception {
              var done = new CountDownLatch(1);
              orders.add(() -> { task.run(); done.countDown(); });
              done.await();
            }
            OwningCell home = OwningCell.current();
            """);
    assertEquals("ok", first.await().status(), first.await().traceback());
    Cell second =
        kernel.run(
            """
            OwningCell here = OwningCell.current();
            order(here.bind(() -> System.out.println("bound")));
            order(() -> System.out.println("at home"));
            order(() -> here.attach());
            order(() -> System.out.println("attached"));
            """);
    assertEquals("bound\nattached\n", second.stdout(), second.traceback());
    first.awaitPrinted("at home\n");
    Cell third =
        kernel.run(
            """
            order(() -> OwningCell.detach());
            order(() -> System.out.println("nobody's: " + OwningCell.current()));
            order(home.bind(() -> System.out.println("home again")));
            order(() -> home.attach());
            order(() -> System.out.println("for good"));
            server.interrupt();
            """);
    assertEquals("nobody's: no cell\n", third.stdout(), third.traceback());
    first.awaitPrinted("home again\nfor good\n");
  }
}
