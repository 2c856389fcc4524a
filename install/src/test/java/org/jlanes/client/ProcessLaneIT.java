package org.jlanes.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.jlanes.runtime.display.Troubleshooting;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Bodies for worker processes as a notebook meets them: what they see, give and print.
final class ProcessLaneIT {
  private static KernelSession kernel;

  @BeforeAll
  static void startKernel() throws Exception {
    kernel = KernelSession.start();
    ok("long pid() { return ProcessHandle.current().pid(); }");
  }

  @AfterAll
  static void endKernel() {
    kernel.close();
  }

  private static Cell ok(String code) throws InterruptedException {
    return LaneCells.ok(kernel, code);
  }

  @Test
  void twoWorkersHaveProcessesOfTheirOwn() throws Exception {
    ok("%%processes --workers 2 --quiet -> long pids\npid()");
    String text = ok("pids").result();
    long[] pids =
        Arrays.stream(text.replaceAll("[^0-9,]", "").split(","))
            .mapToLong(Long::parseLong)
            .toArray();
    assertEquals(2, pids.length, text);
    assertNotEquals(pids[0], pids[1]);
    String kernelPid = ok("pid()").result();
    assertFalse(text.contains(kernelPid), text + " " + kernelPid);
  }

  @Test
  void anItemSeesAVariableThatChangedAfterTheWorkerStarted() throws Exception {
    ok("int tide = 1; List<Integer> flock = new ArrayList<>(List.of(1));");
    ok("%%processes --workers 2 --quiet i : 2 -> before\ntide * 100 + flock.size()");
    ok("tide = 2; flock.add(7);");
    ok("%%processes --workers 2 --quiet i : 2 -> after\ntide * 100 + flock.size()");
    assertEquals("[101, 101]", ok("before").result());
    assertEquals("[202, 202]", ok("after").result(), "not 0, not null, not the old value");
  }

  @Test
  void anEditedMethodOrClassIsTheOneThatRuns() throws Exception {
    ok("int edited(int x) { return x + 1; }\nint caller(int x) { return edited(x); }");
    ok("record Edited(int x) { int twice() { return 2 * x; } }");
    ok("%%processes --workers 1 --quiet i : 1 -> e1\ncaller(1) + new Edited(10).twice()");
    assertEquals("[22]", ok("e1").result());
    ok("int edited(int x) { return x + 100; }");
    ok("%%processes --workers 1 --quiet i : 1 -> e2\ncaller(1) + new Edited(10).twice()");
    assertEquals("[121]", ok("e2").result());
    ok("record Edited(int x) { int twice() { return 2000 * x; } }");
    ok("%%processes --workers 1 --quiet i : 1 -> e3\ncaller(1) + new Edited(10).twice()");
    assertEquals("[20101]", ok("e3").result());
  }

  @Test
  void itemsAndResultsMayBeOfNotebookClasses() throws Exception {
    ok("int weight = 5; record Item(int n) { int heavy() { return n * weight; } }");
    ok(
        "%%processes --workers 2 --quiet Item i : List.of(new Item(1), new Item(2)) -> heavier\n"
            + "new Item(i.heavy())");
    assertEquals("[Item[n=5], Item[n=10]]", ok("heavier").result());
    assertEquals("5", ok("heavier.get(0).n()").result());
  }

  /// The body alone does not tell which classes the items are of, nor what their methods read.
  @Test
  void everyWorkerGetsTheVariablesThatOnlyItemsReach() throws Exception {
    ok("interface Load { int heavy(); }\nint gravity = 9;");
    ok("record Stone(int n) implements Load { public int heavy() { return n * gravity; } }");
    ok("List<Load> stones = IntStream.range(1, 9).<Load>mapToObj(Stone::new).toList();");
    ok(
        "%%processes --workers 2 --chunk 1 --quiet Load s : stones -> heavy\n"
            + "Thread.sleep(50);\nreturn s.heavy();");
    assertEquals("[9, 18, 27, 36, 45, 54, 63, 72]", ok("heavy").result());
  }

  @Test
  void anUnsendableVariableIsNamedWithTheWayOut() throws Exception {
    ok("Thread th = new Thread();");
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
    ok(
        "record Conf(String name, List<Object> parts) {}\n"
            + "var conf = new Conf(\"a\", List.of(1, Map.of(\"t\", new Object[] {1, new"
            + " Thread()})));");
    Cell cell = kernel.run("%%processes i : 1\nconf.name()");
    assertTrue(
        cell.evalue().contains("`conf.parts.get(1).get(\"t\")[1]` is a java.lang.Thread"),
        cell.evalue());
  }

  @Test
  void whatABodyAssignsStaysInTheWorkerAndTheUserIsTold() throws Exception {
    ok("int hits = 0;");
    Cell cell = ok("%%processes --workers 2 i : 3\nhits++;");
    assertTrue(
        LaneCells.shown(cell).contains("`hits` is assigned in the body"), LaneCells.shown(cell));
    assertTrue(
        LaneCells.shown(cell).contains(Troubleshooting.WORKER_SNAPSHOT.hint()),
        LaneCells.shown(cell));
    assertEquals("0", ok("hits").result());
  }

  @Test
  void aBodyMayAssertAndNothingTheUserDidNotWriteIsWarnedAbout() throws Exception {
    ok("Runnable calm = () -> { assert true; };");
    Cell cell = ok("%%processes --workers 1 i : 2 -> asserted\nassert i >= 0;\ncalm.run();\ni");
    assertFalse(LaneCells.shown(cell).contains("is assigned in the body"), LaneCells.shown(cell));
    assertEquals("[0, 1]", ok("asserted").result());
  }

  @Test
  void numbersOfSeveralTypesBecomeOfThePromotedType() throws Exception {
    ok(
        "%%processes --workers 1 n : List.of(1, 2, 3) -> promoted\n"
            + "if (n == 1) return 1;\nif (n == 2) return 2L;\nreturn 2.5;");
    assertEquals("3.5", ok("double first = promoted.get(0); first + promoted.get(2)").result());
  }

  @Test
  void whatWorkersPrintBelongsToTheCell() throws Exception {
    Cell cell =
        ok(
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
    ok("record Hidden(int x) {}\nString hiddenName = Hidden.class.getName();");
    ok(
        "%%processes --workers 1 --quiet i : 1 -> found\n"
            + "Class.forName(hiddenName, true, Thread.currentThread().getContextClassLoader())"
            + ".getSimpleName()");
    assertEquals("[Hidden]", ok("found").result());
    Cell cell = kernel.run("%%processes --workers 1 i : 1\nClass.forName(\"no.such.Thing\")");
    assertEquals("java.lang.ClassNotFoundException", cell.ename());
  }

  @Test
  void aJarThatIsAddedLaterIsUsedByWorkersToo(@TempDir Path folder) throws Exception {
    Path jar =
        jarWith(
            folder,
            "lib.Greeter",
            """
            package lib;
            public class Greeter {
              public static String greet(int n) { return "hello " + n; }
              public static void leave() { System.exit(5); }
            }
            """);
    ok("%%processes --workers 1 --quiet i : 1\ni");
    ok("%jars " + jar);
    ok("%%processes --workers 1 --quiet i : 2 -> greetings\nlib.Greeter.greet(i)");
    assertEquals("[hello 0, hello 1]", ok("greetings").result());
    Cell cell = kernel.run("%%processes --workers 1 i : 1\nlib.Greeter.leave();");
    assertTrue(cell.evalue().contains("System.exit(5)"), cell.evalue());
  }

  private static Path jarWith(Path folder, String name, String source) throws Exception {
    Path file = Files.createDirectories(folder.resolve("lib")).resolve("Greeter.java");
    Files.writeString(file, source);
    var compiler = ToolProvider.getSystemJavaCompiler();
    assertEquals(0, compiler.run(null, null, null, "-d", folder.toString(), file.toString()));
    String entry = name.replace('.', '/') + ".class";
    Path jar = folder.resolve("greeter.jar");
    try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new JarEntry(entry));
      Files.copy(folder.resolve(entry), out);
    }
    return jar;
  }

  @Test
  void aNumberOfItemsPerMessageChangesNothingElse() throws Exception {
    ok("%%processes --workers 2 --chunk 7 --quiet i : 100 -> chunked\ni * i");
    assertEquals("100 9801", ok("chunked.size() + \" \" + chunked.get(99)").result());
  }

  @Test
  void theJavaApiShipsTheSameWay() throws Exception {
    ok("int factor = 6;");
    assertEquals(
        "[6, 12, 18]",
        ok("Lanes.processes(2).quiet().map(List.of(1, 2, 3), n -> n * factor).values()").result());
  }
}
