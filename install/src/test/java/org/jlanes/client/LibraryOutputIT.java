package org.jlanes.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a cell gives to a library that runs it on threads of its own, which an earlier cell may
/// have made, prints into the cell that gave it and stops with that cell.
final class LibraryOutputIT {
  private static final String SOURCE =
      """
      package lib;
      import java.util.*;
      import java.util.concurrent.*;
      import java.util.function.*;
      import java.util.stream.*;
      public class Lib {
        static final ScheduledExecutorService POOL = Executors.newScheduledThreadPool(1);
        static final Timer TIMER = new Timer(true);
        static final BlockingQueue<Runnable> ORDERS = new LinkedBlockingQueue<>();
        static final CompletableFuture<String> LATER = new CompletableFuture<>();
        static final Thread SERVER = new Thread(Lib::serve);
        static { SERVER.setDaemon(true); SERVER.start(); }
        static void serve() {
          while (true) {
            try { ORDERS.take().run(); } catch (InterruptedException e) { }
          }
        }
        static <T> T done(Future<T> future) throws Exception {
          return future.get(30, TimeUnit.SECONDS);
        }
        public static void pool(Runnable r) throws Exception { done(POOL.submit(r)); }
        public static void reference(Runnable r) throws Exception {
          Function<Runnable, Future<?>> give = POOL::submit;
          done(give.apply(r));
        }
        public static void own(Runnable r) throws Exception {
          done(POOL.submit(() -> { r.run(); return 1; }));
        }
        public static void clock(Runnable r) throws Exception {
          done(POOL.schedule(r, 1, TimeUnit.MILLISECONDS));
        }
        public static void async(Runnable r) throws Exception {
          done(CompletableFuture.runAsync(r));
        }
        public static void asyncInPool(Runnable r) throws Exception {
          done(CompletableFuture.runAsync(r, POOL));
        }
        public static void common(Runnable r) throws Exception {
          done(ForkJoinPool.commonPool().submit(r));
        }
        public static void stages(Runnable r) throws Exception {
          var first = new CompletableFuture<Integer>();
          var last = first.thenApply(i -> i + 1).thenApplyAsync(i -> { r.run(); return i; }, POOL)
              .thenCombine(CompletableFuture.completedFuture(1), Integer::sum);
          ORDERS.add(() -> first.complete(1));
          done(last);
        }
        public static void dependent(Runnable r) throws Exception {
          var first = new CompletableFuture<Integer>();
          var last = first.thenAccept(i -> r.run());
          ORDERS.add(() -> first.complete(1));
          done(last);
        }
        public static void parallel(Runnable r) throws Exception {
          done(POOL.submit(() ->
              IntStream.range(0, 4).parallel().mapToObj(i -> i).peek(i -> { if (i == 0) r.run(); })
                  .collect(Collectors.toList())));
        }
        public static void timer(Runnable r) throws Exception {
          var ran = new FutureTask<>(r, null);
          TIMER.schedule(new TimerTask() { @Override public void run() { ran.run(); } }, 1);
          done(ran);
        }
        /** Looks for its own tasks, as libraries do. */
        static class Own extends ThreadPoolExecutor {
          Own() { super(1, 1, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>()); }
          @Override protected void beforeExecute(Thread thread, Runnable task) {
            ((Named) task).seen = true;
          }
        }
        static class Named extends FutureTask<Boolean> {
          boolean seen;
          Named() { super(() -> true); }
        }
        static final Own OWN = new Own();
        public static boolean seesItsTasks() throws Exception {
          Named task = new Named();
          Executor own = OWN;
          own.execute(task);
          return done(task) && task.seen;
        }
        static volatile int beats;
        public static void keepHouse() {
          POOL.scheduleAtFixedRate(() -> beats++, 0, 5, TimeUnit.MILLISECONDS);
        }
        public static boolean keepsHouse() throws Exception {
          int before = beats;
          long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
          while (beats == before && System.nanoTime() < end) {
            Thread.sleep(5);
          }
          return beats > before;
        }
      }
      """;

  @SharedKernel private static KernelSession kernel;

  @TempDir private static Path folder;

  private static Path jar;

  /// The library's threads belong to the cell that needs them first.
  @BeforeAll
  static void prepare() throws Exception {
    jar = UserJar.of(folder, "lib.Lib", SOURCE);
    kernel.ok("%jars " + jar);
    kernel.ok("import lib.Lib; Lib.pool(() -> {}); Lib.timer(() -> {}); Lib.parallel(() -> {});");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pool",
        "reference",
        "own",
        "clock",
        "async",
        "asyncInPool",
        "common",
        "stages",
        "dependent",
        "parallel",
        "timer"
      })
  void whatALibraryRunsPrintsIntoTheCellThatGaveIt(String way) throws Exception {
    Cell cell = kernel.run("Lib." + way + "(() -> System.out.println(\"" + way + "\"));");
    assertEquals("ok", cell.status(), cell.traceback());
    assertEquals(way + "\n", cell.stdout());
  }

  @ParameterizedTest
  @ValueSource(strings = {"pool", "async", "parallel"})
  void whatALibraryRunsStopsWithItsCell(String way) throws Exception {
    kernel.ok("var stopped = new CountDownLatch(1);");
    KernelSession.Running cell =
        kernel.submit(
            """
            Lib.%s(() -> {
              try {
                System.out.println("begun");
                while (true) { LockSupport.parkNanos(1_000_000); }
              } finally {
                stopped.countDown();
              }
            });
            """
                .formatted(way));
    cell.awaitPrinted("begun\n");
    kernel.interrupt();
    assertEquals("error", cell.await().status());
    assertEquals("true", kernel.ok("stopped.await(20, TimeUnit.SECONDS)").result());
  }

  @Test
  void whatALibraryDoesForItselfGoesOnAfterTheInterruptOfTheCellThatBeganIt() throws Exception {
    KernelSession.Running cell =
        kernel.submit("Lib.keepHouse(); System.out.println(\"begun\"); while (true) {}");
    cell.awaitPrinted("begun\n");
    kernel.interrupt();
    assertEquals("error", cell.await().status());
    assertEquals("true", kernel.ok("Lib.keepsHouse()").result());
  }

  @Test
  void aLibrarysExecutorKnowsItsOwnTasks() throws Exception {
    assertEquals("true", kernel.ok("Lib.seesItsTasks()").result());
  }

  @Test
  void inAWorkerTheOutputIsThatOfTheRun() throws Exception {
    String lane = "%%processes --workers 1 --quiet n : 1\nLib.pool(() -> System.out.println(\"";
    assertEquals("first\n", kernel.ok(lane + "first\"));").stdout());
    assertEquals("second\n", kernel.ok(lane + "second\"));").stdout());
  }

  @Test
  void aSignedJarWorksInCellsAndInWorkers(@TempDir Path other) throws Exception {
    Path signed =
        UserJar.of(
            other,
            "signed.Lib",
            """
            package signed;
            import java.util.concurrent.*;
            public class Lib {
              static class Plain { int seven() { return 7; } }
              public static int seven() {
                return CompletableFuture.supplyAsync(() -> new Plain().seven()).join();
              }
              public static int signers() {
                return Lib.class.getProtectionDomain().getCodeSource().getCertificates().length;
              }
            }
            """);
    UserJar.sign(signed);
    kernel.ok("%jars " + signed);
    assertEquals("8", kernel.ok("signed.Lib.seven() + signed.Lib.signers()").result());
    assertEquals(
        "[8]",
        kernel
            .ok(
                "%%processes --workers 1 --quiet n : 1\n"
                    + "signed.Lib.seven() + signed.Lib.signers()")
            .result());
  }
}
