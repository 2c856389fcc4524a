package org.jlanes.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jlanes.wire.Json;
import org.jlanes.wire.Message;
import org.junit.jupiter.api.Test;

/// `%%background` and `%jobs`.
final class BackgroundIT {
  @SharedKernel private static KernelSession kernel;

  private static String number(Cell cell) {
    String line =
        Json.string(
            Json.child(cell.of("display_data").getFirst().content(), "data"), "text/plain", "");
    return line.replaceAll("(?s).*job (\\d+) runs.*", "$1");
  }

  private static String lineAtTheEnd(KernelSession.Running job) throws InterruptedException {
    return Json.string(
        Json.child(job.awaitPublished("update_display_data").content(), "data"), "text/plain", "");
  }

  @Test
  void outputAndValueArriveInTheCellAfterItHasEndedWhileOthersRun() throws Exception {
    kernel.run(
        "var go = new java.util.concurrent.CountDownLatch(1); var said = new"
            + " java.util.concurrent.CountDownLatch(1);");
    KernelSession.Running background =
        kernel.submit(
            "%%background\n"
                + "go.await();\n"
                + "System.out.println(\"from the back\");\n"
                + "said.countDown();\n"
                + "int made = 6;\n"
                + "made * 7");
    Cell returned = background.await();
    assertEquals("ok", returned.status());
    assertEquals("", returned.stdout());
    Cell front = kernel.run("go.countDown(); System.out.println(\"front\"); said.await();");
    assertEquals("front\n", front.stdout());
    Message result = background.awaitPublished("execute_result");
    assertEquals("42", Json.string(Json.child(result.content(), "data"), "text/plain", ""));
    assertEquals("from the back\n", background.printed());
    assertTrue(lineAtTheEnd(background).contains("finished"));
    // What it declared is the notebook's.
    assertEquals("6", kernel.run("made").result());
  }

  @Test
  void anErrorIsShownThereWithItsLineAndHoldsUpNothing() throws Exception {
    KernelSession.Running background =
        kernel.submit("%%background\nint zero = 0;\nint bad = 1 / zero;");
    background.await();
    assertEquals("2", kernel.run("1 + 1").result());
    Message error = background.awaitPublished("error");
    assertEquals("java.lang.ArithmeticException", Json.string(error.content(), "ename", ""));
    assertTrue(error.content().toString().contains("line 3"), error.content().toString());
    assertTrue(lineAtTheEnd(background).contains("failed"));
  }

  @Test
  void anInterruptOfTheForegroundLeavesItAlone() throws Exception {
    kernel.run("var stop = new java.util.concurrent.atomic.AtomicBoolean();");
    KernelSession.Running background =
        kernel.submit(
            """
            %%background
            long n = java.util.stream.IntStream.range(0, 4).parallel()
                .mapToLong(i -> {
                  System.out.println("item " + i);
                  while (!stop.get()) { Thread.onSpinWait(); }
                  return 1;
                })
                .sum();
            n
            """);
    background.await();
    // Its parallel stream runs, on one thread at least.
    background.awaitPrinted("item ");
    KernelSession.Running front =
        kernel.submit("System.out.println(\"on\"); while (true) { Thread.onSpinWait(); }");
    front.awaitPrinted("on");
    kernel.interrupt();
    assertEquals("error", front.await().status());
    kernel.run("stop.set(true);");
    Message result = background.awaitPublished("execute_result");
    assertEquals("4", Json.string(Json.child(result.content(), "data"), "text/plain", ""));
    assertTrue(
        kernel.publishedFor(background.id()).stream().noneMatch(m -> m.type().equals("error")));
  }

  @Test
  void aJobIsListedAndCancelled() throws Exception {
    kernel.ok("var turns = new java.util.concurrent.atomic.AtomicLong();");
    KernelSession.Running background =
        kernel.submit("%%background\nwhile (true) { turns.incrementAndGet(); }");
    String job = number(background.await());
    String listed = kernel.run("%jobs").stdout();
    assertTrue(listed.matches("(?s).*\\n" + job + " .*running.*while \\(true\\).*"), listed);
    assertEquals("job " + job + " is being stopped\n", kernel.run("%jobs cancel " + job).stdout());
    assertTrue(lineAtTheEnd(background).contains("cancelled"));
    // It really stops: a loop on these two cores would turn millions of times.
    assertEquals(
        "0",
        kernel.ok("long before = turns.get(); Thread.sleep(300); turns.get() - before").result());
    assertTrue(kernel.run("%jobs").stdout().contains("cancelled"));
    Cell unknown = kernel.run("%jobs cancel 4711");
    assertEquals("error", unknown.status());
    assertTrue(unknown.traceback().contains("there is no job 4711"), unknown.traceback());
  }

  @Test
  void aLaneRunsInTheBackgroundToo() throws Exception {
    kernel.run("%%threads n : List.of(7)\nn");
    KernelSession.Running background =
        kernel.submit("%%background\n%%threads n : List.of(1, 2, 3) -> squares\nreturn n * n;");
    String job = number(background.await());
    String waited = kernel.run("%jobs wait " + job).stdout();
    assertTrue(waited.contains("finished"), waited);
    assertEquals("[1, 4, 9]", kernel.run("squares").result());
    assertTrue(
        kernel.publishedFor(background.id()).stream()
            .anyMatch(m -> m.content().toString().contains("speed-up")),
        "the lane's report stands under the job's cell");
    // Each line of execution has its own last run.
    assertEquals("[7]", kernel.run("Lanes.last().values()").result());
  }

  @Test
  void severalRunAtOnceAndEndInAnyOrder() throws Exception {
    kernel.run(
        "var gates = List.of(new java.util.concurrent.CountDownLatch(1), new"
            + " java.util.concurrent.CountDownLatch(1));");
    KernelSession.Running first = kernel.submit("%%background\ngates.get(0).await(); \"first\"");
    first.await();
    KernelSession.Running second = kernel.submit("%%background\ngates.get(1).await(); \"second\"");
    second.await();
    kernel.run("gates.get(0).countDown();");
    first.awaitPublished("execute_result");
    kernel.run("gates.get(1).countDown();");
    second.awaitPublished("execute_result");
  }

  @Test
  void aMistakeInTheHeaderIsExplained() throws Exception {
    Cell cell = kernel.run("%%background now\n1");
    assertTrue(cell.traceback().contains("%%background has nothing behind it"), cell.traceback());
    assertTrue(kernel.run("%%background\n").traceback().contains("there is no cell to run"));
  }
}
