package org.jlanes.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jlanes.wire.Json;
import org.junit.jupiter.api.Test;

/// `%pool`: what users see of worker processes, and what they do to them.
final class PoolIT {
  @SharedKernel private static KernelSession kernel;

  @Test
  void poolsAndWorkersAreListedAsATable() throws Exception {
    kernel.ok("%%processes --workers 1 --quiet --pool listed n : 4 -> pids\nlane.index()");
    Cell cell = kernel.ok("%pool");
    assertTrue(cell.shown().contains("pool"), cell.shown());
    assertTrue(cell.shown().matches("(?s).*listed +1 +\\d+ +idle .* 4 .*"), cell.shown());
    String html =
        Json.string(
            Json.child(cell.of("display_data").getFirst().content(), "data"), "text/html", "");
    assertTrue(html.matches("(?s)<table.*<th.*listed</td>.*idle</td>.*"), html);
  }

  @Test
  void aPoolThatACellUsesIsStoppedWithForceOnlyAndTheCellSaysWhy() throws Exception {
    KernelSession.Running background =
        kernel.submit(
            "%%background\n%%processes --workers 1 --pool busy n : 1\n"
                + "System.out.println(\"begun\"); Thread.sleep(600_000);");
    assertEquals("ok", background.await().status());
    background.awaitPrinted("begun");
    String listed = kernel.ok("%pool").shown();
    assertTrue(listed.matches("(?s).*busy +1 +\\d+ +busy .*cell \\d+, item 0 for .*"), listed);
    Cell refused = kernel.run("%pool stop busy");
    assertEquals("error", refused.status());
    assertTrue(refused.traceback().contains("is used by cell"), refused.traceback());
    assertTrue(refused.traceback().contains("--now"), refused.traceback());
    kernel.ok("%pool stop --now busy");
    background.awaitPublished("error");
    String said =
        kernel.publishedFor(background.id()).stream()
            .map(m -> m.content().toString())
            .reduce("", String::concat);
    assertTrue(said.contains("the pool `busy` was stopped while this run used it"), said);
    assertEquals("[0]", kernel.ok("%%processes --workers 1 --quiet --pool busy n : 1\nn").result());
  }

  @Test
  void aPoolIsResizedAndRestarted() throws Exception {
    kernel.ok("%%processes --workers 1 --quiet --pool turns n : 1 -> a\nlane.worker()");
    String resized = kernel.ok("%pool resize 2 turns").shown();
    assertTrue(resized.matches("(?s).*turns +2 +\\d+ +idle.*"), resized);
    kernel.ok("%%processes --quiet --pool turns -> both\nProcessHandle.current().pid()");
    kernel.ok("var before = both;");
    kernel.ok("%pool restart turns");
    kernel.ok("%%processes --quiet --pool turns -> both\nProcessHandle.current().pid()");
    assertEquals(
        "2 true",
        kernel
            .ok("both.size() + \" \" + java.util.Collections.disjoint(before, both)")
            .result()
            .replace("\"", ""));
  }

  @Test
  void whatCannotBeIsSaidWithTheForms() throws Exception {
    Cell unknown = kernel.run("%pool stop nothere");
    assertTrue(unknown.traceback().contains("there is no pool `nothere`"), unknown.traceback());
    assertTrue(unknown.traceback().contains("^^^^^^^"), unknown.traceback());
    for (String wrong :
        new String[] {"%pool stopp", "%pool resize", "%pool resize 0", "%pool --now"}) {
      Cell cell = kernel.run(wrong);
      assertEquals("error", cell.status(), wrong);
      assertTrue(cell.traceback().contains("%pool resize N [NAME]"), cell.traceback());
    }
  }
}
