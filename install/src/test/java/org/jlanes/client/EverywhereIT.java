package org.jlanes.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// `%%processes --everywhere`: what each worker has of its own, and that those which come later
/// have it too.
final class EverywhereIT {
  @SharedKernel private static KernelSession kernel;

  @BeforeAll
  static void prepare() throws Exception {
    kernel.ok("String own() { return \"of \" + ProcessHandle.current().pid(); }");
  }

  private static String value(String expression) throws Exception {
    return kernel.ok(expression).result().replace("\"", "");
  }

  private static String seen(String options, String body) throws Exception {
    kernel.ok("%%processes --quiet " + options + " -> seenThere\n" + body);
    return value("seenThere");
  }

  @Test
  void whatABodyAssignsIsEachWorkersOwnInThatPoolAndNowhereElse() throws Exception {
    kernel.ok("String table = \"of the notebook\";");
    Cell cell = kernel.ok("%%processes --workers 2 --pool own --everywhere\ntable = own();");
    assertTrue(cell.shown().contains("`table` is each worker's own from now on"), cell.shown());
    assertEquals("[true, true]", seen("--workers 2 --pool own", "table.equals(own())"));
    assertEquals("[of the notebook]", seen("--workers 1 --pool other", "table"));
    assertEquals("of the notebook", value("table"));
    kernel.ok("table = \"changed\";");
    assertEquals("[true, true]", seen("--workers 2 --pool own", "table.equals(own())"));
    Cell later =
        kernel.ok("%%processes --workers 2 --pool own -> late\ntable = table + \"!\";\ntable");
    assertFalse(later.shown().contains("is assigned in the body"), later.shown());
    assertEquals("[true, true]", seen("--workers 2 --pool own", "table.equals(own() + \"!\")"));
  }

  @Test
  void workersThatJoinLaterHaveItToo() throws Exception {
    kernel.ok("String late = null;");
    kernel.ok("%%processes --quiet --workers 1 --pool joined --everywhere\nlate = own();");
    String mine = "late.equals(own())";
    assertEquals("[true, true, true]", seen("--workers 3 --pool joined", mine));
    kernel.ok("%pool restart joined");
    assertEquals("[true, true]", seen("--workers 2 --pool joined", mine));
    assertEquals("[true]", seen("--workers 1 --pool joined --fresh", mine));
    kernel.ok(
        "%%processes --quiet --workers 1 --pool joined --max-items 2 n : 7 -> turns\n" + mine);
    assertEquals("[true, true, true, true, true, true, true]", value("turns"));
    String pids = seen("--workers 1 --pool joined", "ProcessHandle.current().pid()");
    long victim = Long.parseLong(pids.replaceAll("\\D", ""));
    KernelSession.Running running =
        kernel.submit(
            "%%processes --workers 1 --pool joined n : 1 -> survivor\n"
                + "if (ProcessHandle.current().pid() == "
                + victim
                + "L) { System.out.println(\"now.\"); Thread.sleep(600_000); }\n"
                + "return "
                + mine
                + ";");
    running.awaitPrinted("now.");
    assertTrue(ProcessHandle.of(victim).orElseThrow().destroyForcibly());
    assertEquals("ok", running.await().status());
    assertEquals("[true]", value("survivor"));
  }

  @Test
  void staticFieldsAreTheWorkersOwnToo() throws Exception {
    kernel.ok("class Conf { static int level = 1; static transient List<String> open; }");
    kernel.ok(
        "%%processes --quiet --workers 1 --pool statics --everywhere\n"
            + "Conf.level = 5; Conf.open = new ArrayList<>(List.of(\"a\"));");
    String body = "Conf.open.add(\"b\"); Conf.level + \"\" + Conf.open";
    assertEquals("[5[a, b]]", seen("--workers 1 --pool statics", body));
    assertEquals("[5[a, b, b]]", seen("--workers 1 --pool statics", body));
    kernel.ok("%pool restart statics");
    assertEquals("[5[a, b]]", seen("--workers 1 --pool statics", body));
  }

  @Test
  void aClassThatChangesDoesNotLoseIt() throws Exception {
    kernel.ok("int depth = 0; record Drop(int x) { int y() { return x; } }");
    kernel.ok("%%processes --quiet --workers 1 --pool kept --everywhere\ndepth = 7;");
    assertEquals("[8]", seen("--workers 1 --pool kept", "new Drop(1).y() + depth"));
    kernel.ok("record Drop(int x) { int y() { return 10 * x; } }");
    assertEquals("[17]", seen("--workers 1 --pool kept", "new Drop(1).y() + depth"));
  }

  @Test
  void aBodyThatFailsInAWorkerThatJoinsIsReported() throws Exception {
    kernel.ok("String flag = java.nio.file.Files.createTempDirectory(\"jlanes-test\").toString();");
    Cell first =
        kernel.ok(
            "%%processes --quiet --workers 1 --pool fails --everywhere\n"
                + "if (new java.io.File(flag, \"x\").exists()) throw new IOException(\"no"
                + " more\");");
    kernel.ok("new java.io.File(flag, \"x\").createNewFile()");
    assertEquals("[1]", seen("--workers 1 --pool fails", "1"));
    kernel.ok("%pool restart fails");
    Cell failed = kernel.run("%%processes --workers 1 --pool fails n : 1\nn");
    assertEquals("error", failed.status());
    assertTrue(
        failed.traceback().contains("the --everywhere body of cell " + first.count()),
        failed.traceback());
    assertTrue(failed.traceback().contains("IOException: no more"), failed.traceback());
    kernel.ok("new java.io.File(flag, \"x\").delete()");
    assertEquals("[1]", seen("--workers 1 --pool fails", "1"));
  }

  @Test
  void aLaterBodyForTheSameVariablesReplacesTheEarlierAndAFailedOneIsNotKept() throws Exception {
    kernel.ok("int step = 0;");
    kernel.ok("%%processes --quiet --workers 1 --pool edited --everywhere\nstep = step + 1;");
    Cell edited =
        kernel.ok("%%processes --quiet --workers 1 --pool edited --everywhere\nstep = step + 2;");
    assertEquals(
        "error",
        kernel
            .run("%%processes --quiet --workers 1 --pool edited --everywhere\nstep = 1 / step / 0;")
            .status());
    String listed = kernel.ok("%pool").shown();
    assertTrue(listed.contains("edited (first: cell " + edited.count() + ")"), listed);
    kernel.ok("%pool restart edited");
    assertEquals("[2]", seen("--workers 1 --pool edited", "step"));
    kernel.ok("%pool stop edited");
    assertEquals("[0]", seen("--workers 1 --pool edited", "step"));
  }

  @Test
  void itNeedsABodyWithoutItems() throws Exception {
    Cell cell = kernel.run("%%processes --everywhere n : 3\nn");
    assertTrue(cell.traceback().contains("is for a body without items"), cell.traceback());
    assertTrue(cell.traceback().contains("^^^^^^^^^^^^"), cell.traceback());
  }
}
