package org.jlanes.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.jlanes.wire.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Worker processes as a notebook meets them: what a body takes along, and what happens to workers.
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
    Cell cell = kernel.run(code);
    assertEquals("ok", cell.status(), () -> code + "\n" + cell.traceback());
    return cell;
  }

  private static String shown(Cell cell) {
    StringBuilder all = new StringBuilder(cell.stdout()).append(cell.stderr());
    cell.of("display_data")
        .forEach(m -> all.append(Json.string(Json.child(m.content(), "data"), "text/plain", "")));
    return all.toString();
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

  /// Each: the cells that prepare, the body, and what it gives.
  static Stream<Arguments> whatABodyTakesAlong() {
    return Stream.of(
        Arguments.of("int c1 = 10;", "c1 + 1", "11"),
        Arguments.of(
            "int c2(int x) { return x * 2; } int c2b(int x) { return c2(x) + 1; }", "c2b(4)", "9"),
        Arguments.of(
            "record P3(int x, double y) { double norm() { return Math.sqrt(x * x + y * y); } }",
            "new P3(3, 4).norm()",
            "5.0"),
        Arguments.of(
            """
            class A4 { List<Integer> all = new ArrayList<>(); static int made = 0;
              A4() { made++; } A4 add(int n) { all.add(n); return this; } }
            var a4 = new A4().add(3);
            """,
            "a4.add(4).all.toString() + new A4().made",
            "[3, 4]1"),
        Arguments.of(
            "int k5 = 7; java.util.concurrent.Callable<Integer> f5(int n) { int m = n * 3;"
                + " return () -> m + k5; } var g5 = f5(5);",
            "g5.call()",
            "22"),
        Arguments.of(
            "java.util.function.Function<Integer, Integer> f6 = x -> x + 1, g6 = Math::abs;"
                + " java.util.function.Supplier<List<Integer>> h6 = ArrayList::new;",
            "f6.andThen(g6).apply(-9) + h6.get().size()",
            "8"),
        Arguments.of(
            "int z7 = 4; var c7 = new java.util.concurrent.Callable<Integer>() {"
                + " int z = z7; public Integer call() { return z + z7; } };",
            "c7.call()",
            "8"),
        Arguments.of(
            """
            sealed interface S8 permits C8, Q8 {}
            record C8(double r) implements S8 {}
            record Q8(double s) implements S8 {}
            double area8(S8 s) { return switch (s) { case C8(double r) -> r; case Q8 q -> q.s() * q.s(); }; }
            """,
            "area8(new Q8(3)) + area8(new C8(1))",
            "10.0"),
        Arguments.of(
            "enum E9 { R, G { int v() { return 7; } }; int v() { return 1; } }",
            "E9.G.v() + switch (E9.R) { case R -> 10; case G -> 20; }",
            "17"),
        Arguments.of(
            "int b10 = 3; class B10 { int f() { return g() + b10; } int g() { return 1; } }"
                + " class D10 extends B10 { int g() { return 5; } }",
            "new D10().f()",
            "8"),
        Arguments.of(
            "int b11 = 3; interface I11 { default int f() { return b11; } } class X11 implements"
                + " I11 {}",
            "new X11().f()",
            "3"),
        Arguments.of(
            "int b12 = 3; class K12 { static int t = b12 + 1; static int f() { return t; } }",
            "K12.f()",
            "4"),
        Arguments.of(
            "double[] a13 = new double[100_000]; a13[99_999] = 2.5; double[][] b13 = {a13, a13};",
            "a13[99_999] + \"\" + (b13[0] == a13) + (b13[1] == a13)",
            "2.5truetrue"),
        Arguments.of(
            "var o14 = Optional.of(List.of(1)); var m14 = new HashMap<>(Map.of(\"a\", 1));"
                + " var k14 = m14.keySet(); var p14 = java.nio.file.Path.of(\"/tmp\");",
            "o14.get().size() + \"\" + k14 + p14",
            "1[a]/tmp"),
        Arguments.of("Object o15 = null;", "o15 == null ? \"null\" : \"other\"", "null"),
        Arguments.of(
            "<T extends Comparable<T>> T max16(List<T> all) { return Collections.max(all); }",
            "max16(List.of(3, 9, 4)) + IntStream.range(0, 4).map(x -> x * x).sum()",
            "23"));
  }

  @ParameterizedTest
  @MethodSource("whatABodyTakesAlong")
  void aBodyTakesAlongWhatItReaches(String before, String body, String expected) throws Exception {
    ok(before);
    ok("%%processes --workers 1 --quiet i : 1 -> taken\n" + body);
    assertEquals(expected, ok("taken.get(0)").result());
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
    assertTrue(shown(cell).contains("`hits` is assigned in the body"), shown(cell));
    assertEquals("0", ok("hits").result());
  }

  @Test
  void aBodyMayAssertAndNothingTheUserDidNotWriteIsWarnedAbout() throws Exception {
    ok("Runnable calm = () -> { assert true; };");
    Cell cell = ok("%%processes --workers 1 i : 2 -> asserted\nassert i >= 0;\ncalm.run();\ni");
    assertFalse(shown(cell).contains("is assigned in the body"), shown(cell));
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
  void anInterruptStopsWorkersAndTheyAreUsedAgain() throws Exception {
    ok("%%processes --workers 1 --quiet i : 1 -> p1\npid()");
    KernelSession.Running running =
        kernel.submit(
            "%%processes --workers 1 --quiet i : 1\n"
                + "System.out.println(\"spinning\"); for (;;) { }");
    running.awaitPrinted("spinning");
    kernel.interrupt();
    assertEquals("error", running.await().status());
    ok("%%processes --workers 1 --quiet i : 1 -> p2\npid()");
    assertEquals(ok("p1").result(), ok("p2").result());
  }

  @Test
  void aKilledWorkerIsReportedAndItsItemRunAgain() throws Exception {
    String mark =
        ok("java.nio.file.Files.createTempFile(\"jlanes-test\", \"\").toString()").result();
    ok("String mark = " + (mark.startsWith("\"") ? mark : '"' + mark + '"') + ";");
    KernelSession.Running running =
        kernel.submit(
            """
            %%processes --workers 2 i : 4 -> survived
            var path = java.nio.file.Path.of(mark);
            if (i == 2 && java.nio.file.Files.size(path) == 0) {
              java.nio.file.Files.writeString(path, "begun");
              System.out.println("victim " + pid() + ".");
              Thread.sleep(600_000);
            }
            return i * 10;
            """);
    running.awaitPrinted(".");
    String said = awaitVictim(running);
    long victim = Long.parseLong(said.replaceAll("(?s).*victim (\\d+)\\..*", "$1"));
    assertTrue(ProcessHandle.of(victim).orElseThrow().destroyForcibly());
    Cell cell = running.await();
    assertEquals("ok", cell.status(), cell.traceback());
    assertEquals("[0, 10, 20, 30]", ok("survived").result());
    assertTrue(shown(cell).contains("(pid " + victim + ") was killed by SIGKILL"), shown(cell));
    assertTrue(shown(cell).contains("item 2, which it ran, was run again"), shown(cell));
  }

  private static String awaitVictim(KernelSession.Running running) {
    StringBuilder all = new StringBuilder();
    kernel.publishedFor(running.id()).stream()
        .filter(m -> m.type().equals("stream"))
        .forEach(m -> all.append(Json.string(m.content(), "text", "")));
    return all.toString();
  }

  @Test
  void anExitInABodyEndsNeitherWorkerNorKernel() throws Exception {
    Cell cell = kernel.run("%%processes --workers 1 i : 1\nSystem.exit(3);");
    assertEquals("error", cell.status());
    assertTrue(cell.evalue().contains("System.exit(3)"), cell.evalue());
    ok("pid()");
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
  void aWorkersThreadThatOutlivesItsRunPrintsIntoItsCell() throws Exception {
    KernelSession.Running first =
        kernel.submit(
            """
            %%processes --workers 1 --quiet i : 1
            Thread.ofPlatform().start(() -> {
              try { Thread.sleep(3000); } catch (InterruptedException e) { }
              System.out.println("late");
            });
            """);
    assertEquals("ok", first.await().status());
    KernelSession.Running second =
        kernel.submit("%%processes --workers 1 --quiet i : 1\nThread.sleep(4000);");
    first.awaitPrinted("late");
    assertFalse(second.await().stdout().contains("late"));
  }

  @Test
  void theJavaApiShipsTheSameWay() throws Exception {
    ok("int factor = 6;");
    assertEquals(
        "[6, 12, 18]",
        ok("Lanes.processes(2).quiet().map(List.of(1, 2, 3), n -> n * factor).values()").result());
  }

  @Test
  void workersDieWithAKernelThatIsKilled() throws Exception {
    List<ProcessHandle> workers;
    try (KernelSession other = KernelSession.start()) {
      Cell cell =
          other.run("%%processes --workers 2 --quiet -> long pids\nProcessHandle.current().pid()");
      assertEquals("ok", cell.status(), cell.traceback());
      String pids = other.run("pids").result();
      workers =
          Arrays.stream(pids.replaceAll("[^0-9,]", "").split(","))
              .map(pid -> ProcessHandle.of(Long.parseLong(pid)).orElseThrow())
              .toList();
      long pid = Long.parseLong(other.run("ProcessHandle.current().pid()").result());
      assertTrue(ProcessHandle.of(pid).orElseThrow().destroyForcibly());
      for (ProcessHandle worker : workers) {
        worker.onExit().get(KernelSession.PATIENCE.toSeconds(), TimeUnit.SECONDS);
      }
    }
    assertEquals(2, workers.size());
  }
}
