package org.jlanes.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jlanes.wire.Json;
import org.jlanes.wire.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Results as they come and single tasks, as a notebook meets them.
final class StreamedResultsIT {
  @SharedKernel private static KernelSession kernel;

  private static String text(Message message) {
    return Json.string(Json.child(message.content(), "data"), "text/plain", "");
  }

  @Test
  void aCellShowsEachResultWhenItIsThere(@TempDir Path folder) throws Exception {
    kernel.ok("Path lock = Path.of(\"" + folder + "\", \"lock\");");
    KernelSession.Running cell =
        kernel.submit(
            "%%processes --workers 2 --quiet --unordered n : 2\n"
                + "while (n == 0 && !Files.exists(lock)) Thread.sleep(5);\n"
                + "n + 40");
    assertEquals("41", text(cell.awaitPublished("display_data")), "while item 0 runs");
    Files.createFile(folder.resolve("lock"));
    assertEquals("[41, 40]", cell.await().result());
  }

  @Test
  void theNextCellBeginsWithTheFirstResults(@TempDir Path folder) throws Exception {
    kernel.ok("Path latch = Path.of(\"" + folder + "\", \"latch\");");
    kernel.ok(
        "%%background\n"
            + "%%processes --workers 2 --quiet --unordered n : 2 -> early\n"
            + "while (n == 0 && !Files.exists(latch)) Thread.sleep(5);\n"
            + "n + 40");
    long end = System.nanoTime() + KernelSession.PATIENCE.toNanos();
    while (!kernel.run("early.follow().findFirst().orElseThrow()").status().equals("ok")) {
      assertTrue(System.nanoTime() < end, "the variable is there while the cell runs");
    }
    assertEquals("41", kernel.ok("early.follow().findFirst().orElseThrow()").result());
    KernelSession.Running all = kernel.submit("early.follow().toList()");
    Files.createFile(folder.resolve("latch"));
    assertEquals("[41, 40]", all.await().result());
  }

  @Test
  void aStreamInANotebookEndsTheRunWithItself() throws Exception {
    assertEquals(
        "3",
        kernel
            .ok(
                "Lanes.processes(2).quiet().stream(Stream.iterate(0, n -> n + 1), n -> n)"
                    + ".limit(3).count()")
            .result());
    assertEquals("LEFT", kernel.ok("Lanes.last().facts().ending()").result());
    Cell failed =
        kernel.run(
            "Lanes.processes(1).quiet().stream(List.of(2, 0), n -> 4 / n)"
                + ".forEach(System.out::println);");
    assertEquals("2\n", failed.stdout());
    assertTrue(failed.traceback().contains("item 1 (0) failed"), failed.traceback());
    assertEquals("2", kernel.ok("Lanes.last().values().get(0)").result());
  }

  @Test
  void aCallbackPrintsInTheCellThatAttachedIt(@TempDir Path folder) throws Exception {
    kernel.ok("Path door = Path.of(\"" + folder + "\", \"door\"); var pool = Lanes.processes(2);");
    kernel.ok(
        "var task = pool.submit(() -> { while (!Files.exists(door)) Thread.sleep(5); return 7;"
            + " });");
    KernelSession.Running attaching =
        kernel.submit("task.thenAccept(n -> System.out.println(\"got \" + n));");
    attaching.await();
    kernel.ok("Files.createFile(door); task.get()");
    attaching.awaitPrinted("got 7");
    assertEquals(
        "Optional[8]", kernel.ok("task.thenApply(n -> Optional.of(n + 1)).get()").result());
  }

  @Test
  void cancellingATaskStopsItsLoopAndKeepsItsWorker(@TempDir Path folder) throws Exception {
    kernel.ok("Path loops = Path.of(\"" + folder + "\", \"loops\"); var one = Lanes.processes(1);");
    // One cell, so one run: it has one worker, and another one only if that is lost.
    assertEquals(
        "true CANCELLED",
        kernel
            .ok(
                """
                long before = one.submit(() -> ProcessHandle.current().pid()).get();
                var loop = one.submit(() -> {
                  Files.createFile(loops);
                  for (long i = 0; ; i++) if (i < 0) return i;
                });
                while (!Files.exists(loops)) Thread.sleep(5);
                boolean told = loop.cancel(true);
                long after = one.submit(() -> ProcessHandle.current().pid()).get();
                told && before == after ? "true " + loop.state() : before + " " + after
                """)
            .result()
            .replace("\"", ""));
    kernel.ok("one.close();");
  }

  @Test
  void cancellingATaskOfAnEarlierCellStopsIt() throws Exception {
    KernelSession.Running looping =
        kernel.submit(
            "var early = Lanes.processes(1).submit(() -> { System.out.println(\"loops\");"
                + " for (long i = 0; ; i++) if (i < 0) return i; });");
    looping.await();
    looping.awaitPrinted("loops");
    assertEquals("true", kernel.ok("early.cancel(true)").result());
    assertEquals("CANCELLED", kernel.ok("early.state()").result());
  }

  @Test
  void anExecutorOfTheNotebookInABodyIsRefusedOrWorks() throws Exception {
    kernel.ok("var outer = Lanes.processes(1); var threads = Lanes.threads(2);");
    assertEquals(
        "[1, 2]",
        kernel
            .ok("%%processes --quiet --workers 1 n : 2\nthreads.submit(() -> n + 1).get()")
            .result());
    Cell refused =
        kernel.run("%%processes --quiet --workers 1 n : 1\nouter.submit(() -> n + 1).get()");
    assertTrue(
        refused.traceback().contains("processes cannot be used inside a worker process"),
        refused.traceback());
    kernel.ok("outer.close(); threads.close();");
  }
}
