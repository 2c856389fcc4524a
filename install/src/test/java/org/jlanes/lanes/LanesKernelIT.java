package org.jlanes.lanes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jlanes.client.Cell;
import org.jlanes.client.KernelSession;
import org.jlanes.client.SharedKernel;
import org.jlanes.wire.Json;
import org.jlanes.wire.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The lane magics in a real kernel process, as a front end sees them.
final class LanesKernelIT {
  @SharedKernel private static KernelSession kernel;

  private static String displayId(Message message) {
    return Json.string(Json.child(message.content(), "transient"), "display_id", "");
  }

  private static JsonObject data(Message message) {
    return Json.child(message.content(), "data");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sequential", "threads", "virtual", "io", "processes"})
  void theSameBodyRunsDownEachLane(String lane) throws Exception {
    Cell cell =
        kernel.run(
            """
            %%LANE n : List.of(100_000, 100_000, 100_000, 100_000) -> sums
            long total = 0;
            for (int i = 0; i < n; i++) total += (long) i * i;
            return total;
            """
                .replace("LANE", lane));

    assertEquals("ok", cell.status(), cell::traceback);
    String sums = "[333328333350000, 333328333350000, 333328333350000, 333328333350000]";
    assertEquals(sums, kernel.run("sums").result());
    assertEquals("ok", kernel.run("List<Long> typed = sums; long first = sums.get(0);").status());
  }

  @Test
  void theReportIsHtmlAndText() throws Exception {
    Cell cell = kernel.run("%%threads --workers 2 n : 4\nn * n");

    assertEquals("[0, 1, 4, 9]", cell.result());
    JsonObject shown = data(cell.of("display_data").getLast());
    String text = Json.string(shown, "text/plain", "");
    String html = Json.string(shown, "text/html", "");
    for (String word :
        List.of("wall", "task time", "CPU", "speed-up", "compile", "ship", "queue")) {
      assertTrue(text.contains(word), () -> word + " in " + text);
    }
    assertTrue(html.contains("<meter") && html.contains("<table"), html);
  }

  @Test
  void progressIsShownLiveAndReplacedByTheReport() throws Exception {
    Cell cell = kernel.run("%%threads --workers 2 n : 4\nThread.sleep(1_200);\nreturn n;");

    List<Message> first = cell.of("display_data");
    List<Message> updates = cell.of("update_display_data");
    assertEquals(1, first.size(), "everything stands in one place");
    assertTrue(Json.string(data(first.getFirst()), "text/html", "").contains("<progress"));
    Set<String> places = updates.stream().map(m -> displayId(m)).collect(Collectors.toSet());
    assertEquals(Set.of(displayId(first.getFirst())), places);
    String last = Json.string(data(updates.getLast()), "text/plain", "");
    assertTrue(last.startsWith("threads: 4 items in "), last);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sequential", "threads", "virtual"})
  void whatItemsPrintBelongsToTheCell(String lane) throws Exception {
    Cell cell = kernel.run("%%" + lane + " --quiet n : 3\nSystem.out.println(\"item \" + n);");

    assertEquals(
        Set.of("item 0", "item 1", "item 2"), cell.stdout().lines().collect(Collectors.toSet()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sequential", "threads", "virtual"})
  void anInterruptStopsBusyItemsAndKeepsWhatWasComputed(String lane) throws Exception {
    kernel.run("int kept = 5;");
    KernelSession.Running running =
        kernel.submit(
            """
            %%LANE n : 2 -> kept
            if (n == 0) return "first";
            System.out.println("spinning");
            long k = 0;
            while (true) { k++; }
            """
                .replace("LANE", lane));
    running.awaitPrinted("spinning");
    kernel.interrupt();
    Cell cell = running.await();

    assertEquals("error", cell.status());
    assertTrue(cell.stderr().contains("`kept` was not changed."), cell::stderr);
    assertEquals("5", kernel.run("kept").result());
    assertEquals("first", kernel.run("Lanes.last().values().get(0)").result());
    assertTrue(kernel.run("Lanes.last()").result().contains("interrupted"));
  }

  @Test
  void anInterruptStopsTenThousandWaitingItems() throws Exception {
    KernelSession.Running running =
        kernel.submit(
            """
            %%virtual n : 10_000
            if (n == 9_999) System.out.println("all there");
            Thread.sleep(600_000);
            """);
    running.awaitPrinted("all there");
    kernel.interrupt();

    assertEquals("error", running.await().status());
    assertEquals("2", kernel.run("1 + 1").result());
  }

  @Test
  void aFailureShowsItemLineAndTheUsersException() throws Exception {
    Cell cell =
        kernel.run(
            """
            %%threads n : List.of(1, 0) -> never
            int six = 6;
            six / n
            """);

    assertEquals("java.lang.ArithmeticException", cell.ename());
    assertEquals("/ by zero", cell.evalue());
    assertTrue(cell.traceback().contains("item 1 (0) failed"), cell::traceback);
    assertTrue(cell.traceback().contains("line 3"), cell::traceback);
    assertTrue(cell.traceback().contains("six / n"), cell::traceback);
    assertTrue(cell.traceback().contains("`never` was not changed."), cell::traceback);
  }

  @Test
  void aWrongHeaderHasACaretAndAdvice() throws Exception {
    Cell unknown = kernel.run("%%threads --worker 2 n : 3\nn");
    assertTrue(
        unknown.traceback().contains("%%threads --worker 2 n : 3\n              ^^^^^^^^"),
        unknown::traceback);
    assertTrue(unknown.traceback().contains("did you mean --workers?"), unknown::traceback);

    Cell open = kernel.run("%%threads n : List.of(1, 2\nn");
    assertTrue(open.traceback().contains("`(` is not closed"), open::traceback);
    assertTrue(open.traceback().contains("                     ^"), open::traceback);
  }

  @Test
  void theHelpIsComplete() throws Exception {
    String help = kernel.run("%%virtual --help").stdout();

    for (String word : List.of("--workers N", "--limit N", "--rate N/s", "--keep-going", "->")) {
      assertTrue(help.contains(word), () -> word + " in " + help);
    }
  }
}
