package org.jlanes.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import org.jlanes.runtime.display.Troubleshooting;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Bodies for worker processes as a notebook meets them: what they see, give and print.
final class ProcessLaneIT {
  @SharedKernel private static KernelSession kernel;

  @BeforeAll
  static void prepare() throws Exception {
    kernel.ok("long pid() { return ProcessHandle.current().pid(); }");
  }

  @Test
  void twoWorkersHaveProcessesOfTheirOwn() throws Exception {
    kernel.ok("%%processes --workers 2 --quiet -> long pids\npid()");
    String text = kernel.ok("pids").result();
    long[] pids =
        Arrays.stream(text.replaceAll("[^0-9,]", "").split(","))
            .mapToLong(Long::parseLong)
            .toArray();
    assertEquals(2, pids.length, text);
    assertNotEquals(pids[0], pids[1]);
    String kernelPid = kernel.ok("pid()").result();
    assertFalse(text.contains(kernelPid), text + " " + kernelPid);
  }

  @Test
  void anItemSeesAVariableThatChangedAfterTheWorkerStarted() throws Exception {
    kernel.ok("int tide = 1; List<Integer> flock = new ArrayList<>(List.of(1));");
    kernel.ok("%%processes --workers 2 --quiet i : 2 -> before\ntide * 100 + flock.size()");
    kernel.ok("tide = 2; flock.add(7);");
    kernel.ok("%%processes --workers 2 --quiet i : 2 -> after\ntide * 100 + flock.size()");
    assertEquals("[101, 101]", kernel.ok("before").result());
    assertEquals("[202, 202]", kernel.ok("after").result(), "not 0, not null, not the old value");
  }

  @Test
  void anEditedMethodOrClassIsTheOneThatRuns() throws Exception {
    kernel.ok("int edited(int x) { return x + 1; }\nint caller(int x) { return edited(x); }");
    kernel.ok("record Edited(int x) { int twice() { return 2 * x; } }");
    kernel.ok("%%processes --workers 1 --quiet i : 1 -> e1\ncaller(1) + new Edited(10).twice()");
    assertEquals("[22]", kernel.ok("e1").result());
    kernel.ok("int edited(int x) { return x + 100; }");
    kernel.ok("%%processes --workers 1 --quiet i : 1 -> e2\ncaller(1) + new Edited(10).twice()");
    assertEquals("[121]", kernel.ok("e2").result());
    kernel.ok("record Edited(int x) { int twice() { return 2000 * x; } }");
    kernel.ok("%%processes --workers 1 --quiet i : 1 -> e3\ncaller(1) + new Edited(10).twice()");
    assertEquals("[20101]", kernel.ok("e3").result());
  }

  @Test
  void itemsAndResultsMayBeOfNotebookClasses() throws Exception {
    kernel.ok("int weight = 5; record Item(int n) { int heavy() { return n * weight; } }");
    kernel.ok(
        "%%processes --workers 2 --quiet Item i : List.of(new Item(1), new Item(2)) -> heavier\n"
            + "new Item(i.heavy())");
    assertEquals("[Item[n=5], Item[n=10]]", kernel.ok("heavier").result());
    assertEquals("5", kernel.ok("heavier.get(0).n()").result());
  }

  /// The body alone does not tell which classes the items are of, nor what their methods read.
  @Test
  void everyWorkerGetsTheVariablesThatOnlyItemsReach() throws Exception {
    kernel.ok("interface Load { int heavy(); }\nint gravity = 9;");
    kernel.ok("record Stone(int n) implements Load { public int heavy() { return n * gravity; } }");
    kernel.ok("List<Load> stones = IntStream.range(1, 9).<Load>mapToObj(Stone::new).toList();");
    kernel.ok(
        "%%processes --workers 2 --chunk 1 --quiet Load s : stones -> heavy\n"
            + "Thread.sleep(50);\nreturn s.heavy();");
    assertEquals("[9, 18, 27, 36, 45, 54, 63, 72]", kernel.ok("heavy").result());
  }

  @ParameterizedTest
  @ValueSource(strings = {"new Thread()", "Thread.currentThread()"})
  void anUnsendableVariableIsNamedWithTheWayOut(String thread) throws Exception {
    kernel.ok("Thread th = " + thread + ";");
    Cell cell = kernel.run("%%processes i : 2\nth.getName() + i");
    assertEquals("error", cell.status());
    assertTrue(
        cell.evalue()
            .startsWith("variable `th` (java.lang.Thread) cannot be sent to a worker process: "),
        cell.evalue());
    assertTrue(cell.evalue().contains("%%threads"), cell.evalue());
    assertTrue(cell.evalue().endsWith(Troubleshooting.UNSENDABLE.hint()), cell.evalue());
  }

  @Test
  void anUnsendableValueInsideAVariableIsFound() throws Exception {
    kernel.ok(
        "record Conf(String name, List<Object> parts) {}\n"
            + "var conf = new Conf(\"a\", List.of(1, Map.of(\"t\", new Object[] {1, new"
            + " Thread()})));");
    Cell cell = kernel.run("%%processes i : 1\nconf.name()");
    assertTrue(
        cell.evalue().contains("`conf.parts.get(1).get(\"t\")[1]` is a java.lang.Thread"),
        cell.evalue());
  }

  @Test
  void aSharedArrayIsOneMemoryForAllWorkersAndThreads() throws Exception {
    kernel.ok("var pixels = Lanes.share(new double[] {1, 2, 3, 4});");
    kernel.ok(
        "%%processes --workers 2 --quiet r : pixels.ranges(2)\n"
            + "for (long i = r.from(); i < r.to(); i++) pixels.set(i, 10 * pixels.get(i));");
    kernel.ok("%%threads --quiet i : 4\npixels.getAndAdd(i, 1);");
    assertEquals("SharedDoubles of 4 [11.0, 21.0, 31.0, 41.0]", kernel.ok("pixels").result());
    kernel.ok("pixels.close();");
    Cell cell = kernel.run("%%processes --workers 1 --quiet i : 1\npixels.get(i)");
    assertTrue(
        cell.evalue()
            .startsWith(
                "variable `pixels` (org.jlanes.lanes.SharedDoubles) cannot be sent to a worker"
                    + " process: the shared array was closed."),
        cell.evalue());
  }

  @Test
  void whatABodyAssignsStaysInTheWorkerAndTheUserIsTold() throws Exception {
    kernel.ok("int hits = 0;");
    Cell cell = kernel.ok("%%processes --workers 2 i : 3\nhits++;");
    assertTrue(cell.shown().contains("`hits` is assigned in the body"), cell.shown());
    assertTrue(cell.shown().contains(Troubleshooting.WORKER_SNAPSHOT.hint()), cell.shown());
    assertEquals("0", kernel.ok("hits").result());
  }

  @Test
  void aBodyMayAssertAndNothingTheUserDidNotWriteIsWarnedAbout() throws Exception {
    kernel.ok("Runnable calm = () -> { assert true; };");
    Cell cell =
        kernel.ok("%%processes --workers 1 i : 2 -> asserted\nassert i >= 0;\ncalm.run();\ni");
    assertFalse(cell.shown().contains("is assigned in the body"), cell.shown());
    assertEquals("[0, 1]", kernel.ok("asserted").result());
  }

  @Test
  void numbersOfSeveralTypesBecomeOfThePromotedType() throws Exception {
    kernel.ok(
        "%%processes --workers 1 n : List.of(1, 2, 3) -> promoted\n"
            + "if (n == 1) return 1;\nif (n == 2) return 2L;\nreturn 2.5;");
    assertEquals(
        "3.5", kernel.ok("double first = promoted.get(0); first + promoted.get(2)").result());
  }

  @Test
  void whatWorkersPrintBelongsToTheCell() throws Exception {
    Cell cell =
        kernel.ok(
            """
            %%processes --workers 2 --quiet i : 2
            System.out.println("out " + i);
            System.err.println("err " + i);
            """);
    assertTrue(cell.stdout().contains("out 0\n") && cell.stdout().contains("out 1\n"));
    assertTrue(cell.stderr().contains("err 0\n") && cell.stderr().contains("err 1\n"));
  }

  @Test
  void aFailureInAWorkerPointsAtTheCellsLine() throws Exception {
    Cell cell = kernel.run("%%processes --workers 2 i : 3\nint z = 0;\nint q = i / z;\nq");
    assertEquals("java.lang.ArithmeticException", cell.ename());
    assertTrue(cell.traceback().contains("at Cell " + cell.count() + ", line 3"), cell.traceback());
    assertTrue(cell.traceback().contains("int q = i / z;"), cell.traceback());
  }

  @Test
  void aClassReachedByItsNameAloneIsSentOnDemand() throws Exception {
    kernel.ok("record Hidden(int x) {}\nString hiddenName = Hidden.class.getName();");
    kernel.ok(
        "%%processes --workers 1 --quiet i : 1 -> found\n"
            + "Class.forName(hiddenName, true, Thread.currentThread().getContextClassLoader())"
            + ".getSimpleName()");
    assertEquals("[Hidden]", kernel.ok("found").result());
    Cell cell = kernel.run("%%processes --workers 1 i : 1\nClass.forName(\"no.such.Thing\")");
    assertEquals("java.lang.ClassNotFoundException", cell.ename());
  }

  @Test
  void aJarThatIsAddedLaterIsUsedByWorkersToo(@TempDir Path folder) throws Exception {
    Path jar =
        UserJar.of(
            folder,
            "lib.Greeter",
            """
            package lib;
            public class Greeter {
              public static String greet(int n) { return "hello " + n; }
              public static void leave() { System.exit(5); }
            }
            """);
    kernel.ok("%%processes --workers 1 --quiet i : 1\ni");
    kernel.ok("%jars " + jar);
    kernel.ok("%%processes --workers 1 --quiet i : 2 -> greetings\nlib.Greeter.greet(i)");
    assertEquals("[hello 0, hello 1]", kernel.ok("greetings").result());
    Cell cell = kernel.run("%%processes --workers 1 i : 1\nlib.Greeter.leave();");
    assertTrue(cell.evalue().contains("System.exit(5)"), cell.evalue());
  }

  @Test
  void aNumberOfItemsPerMessageChangesNothingElse() throws Exception {
    kernel.ok("%%processes --workers 2 --chunk 7 --quiet i : 100 -> chunked\ni * i");
    assertEquals("100 9801", kernel.ok("chunked.size() + \" \" + chunked.get(99)").result());
  }

  @Test
  void theJavaApiShipsTheSameWay() throws Exception {
    kernel.ok("int factor = 6;");
    assertEquals(
        "[6, 12, 18]",
        kernel
            .ok("Lanes.processes(2).quiet().map(List.of(1, 2, 3), n -> n * factor).values()")
            .result());
  }
}
