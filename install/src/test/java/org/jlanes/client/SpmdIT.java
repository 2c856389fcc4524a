package org.jlanes.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// `Lanes.processes(n).view()` and `%%processes --own`: variables that each worker has of its own.
final class SpmdIT {
  @SharedKernel private static KernelSession kernel;

  @BeforeAll
  static void prepare() throws Exception {
    kernel.ok(
        """
        var two = Lanes.processes(2).option("pool", "two").view();
        double[] xs = null; double part = 0; int level = 1;
        """);
  }

  private static String value(String expression) throws Exception {
    return kernel.ok(expression).result().replace("\"", "");
  }

  private static Cell fails(String code) throws Exception {
    Cell cell = kernel.run(code);
    assertEquals("error", cell.status(), () -> code);
    return cell;
  }

  private static void says(String part, Cell cell) {
    assertTrue(cell.evalue().contains(part), cell.traceback());
  }

  @Test
  void aProgramOnManyDataNeedsNoValueToComeBackBeforeItsEnd() throws Exception {
    kernel.ok("two.scatter(\"xs\", new double[] {1, 2, 3, 4, 5});");
    Cell sums = kernel.ok("%%processes --pool two --own\npart = Arrays.stream(xs).sum();");
    assertTrue(sums.shown().contains("`part` is each worker's own from now on"), sums.shown());
    assertEquals("[6.0, 9.0]", value("two.pull(\"part\")"));
    assertEquals("15.0", value("two.<Double>reduce(\"part\", Double::sum)"));
    assertEquals("5.0", value("two.<Double>fold(\"xs\", Math::max)"));
    kernel.ok(
        "%%processes --pool two --own --quiet\nfor (int i = 0; i < xs.length; i++) xs[i] *= 10;");
    assertEquals(
        "[10.0, 20.0, 30.0, 40.0, 50.0]", value("Arrays.toString(two.<double[]>gather(\"xs\"))"));
    assertEquals(
        "[[10.0, 20.0, 30.0], [40.0, 50.0]]",
        value("two.apply(w -> Arrays.toString(xs))").replace("\"", ""));
    assertEquals("true", value("xs == null && part == 0"));
    kernel.ok("var beside = Lanes.processes(2).option(\"pool\", \"two\");");
    kernel.ok("Path over = Files.createTempDirectory(\"spmd\").resolve(\"over\");");
    says(
        "the item's code reads `xs`, which workers have of their own",
        fails("beside.submit(() -> xs.length).get()"));
    // It keeps them for a second only if it has nothing to do.
    kernel.ok(
        "var busy = beside.submit(() -> { while (!Files.exists(over)) Thread.sleep(5);"
            + " return 0; });");
    says("are in use by cell", fails("two.pull(\"part\")"));
    kernel.ok(
        "Files.createFile(over); beside.close(); Files.delete(over);"
            + " Files.delete(over.getParent());");
    assertEquals("[6.0, 9.0]", value("two.pull(\"part\")"));
  }

  @Test
  void oneWorkersVariablesArePushedAndPulled() throws Exception {
    kernel.ok("two.push(\"level\", 5);");
    kernel.ok("two.on(1).push(\"level\", 7);");
    assertEquals("[5, 7]", value("two.pull(\"level\")"));
    assertEquals("[7]", value("two.on(1).pull(\"level\")"));
    kernel.ok("%%processes --pool two --quiet -> levels\nlevel + lane.worker()");
    assertEquals("[5, 8]", value("levels"));
    kernel.ok("level = 100;");
    assertEquals("[5, 7]", value("two.apply(w -> level)"));
    kernel.ok("two.on(0).apply(w -> level = 50);");
    assertEquals("[50, 7]", value("two.pull(\"level\")"));
    kernel.ok("two.drop(\"level\");");
    assertEquals("[100, 100]", value("two.apply(w -> level)"));
    kernel.ok("level = 1;");
  }

  @Test
  void whatAllWorkersGotIsThereInThoseThatComeLaterAndWhatOneGotIsNot() throws Exception {
    kernel.ok("int shared = 0; List<String> words = null;");
    kernel.ok("var one = Lanes.processes(1).option(\"pool\", \"later\").view();");
    kernel.ok("one.push(\"shared\", 3); one.scatter(\"words\", List.of(\"a\", \"b\"));");
    kernel.ok("%%processes --workers 2 --pool later --quiet -> seen\nshared");
    assertEquals("[3, 3]", value("seen"));
    Cell refused = fails("%%processes --workers 2 --pool later --quiet\nwords.size()");
    says("worker 2 (pid ", refused);
    says("has no `words` of its own: this process was not there", refused);
    assertEquals("[a, b]", value("one.gather(\"words\")"));
  }

  @Test
  void aWorkerThatDiesTakesItsValuesAlongAndTheMessageSaysSo() throws Exception {
    kernel.ok("int[] mine = null; int kept = 0;");
    kernel.ok("var doomed = Lanes.processes(2).option(\"pool\", \"doomed\").view();");
    kernel.ok("doomed.scatter(\"mine\", new int[] {1, 2, 3}); doomed.push(\"kept\", 4);");
    kernel.ok("long victim = doomed.apply(w -> ProcessHandle.current().pid()).get(1);");
    kernel.ok(
        "ProcessHandle.of(victim).ifPresent(p -> { p.destroyForcibly(); p.onExit().join(); });");
    says("worker 2 (pid ", fails("doomed.gather(\"mine\")"));
    Cell lost = fails("%%processes --pool doomed --quiet -> none\nmine.length");
    says("has no `mine` of its own", lost);
    says("it has ended, and its value with it", lost);
    assertEquals(
        "[2]", value("doomed.on(0).<int[]>pull(\"mine\").stream().map(a -> a.length).toList()"));
    assertEquals("[4, 4]", value("doomed.pull(\"kept\")"));
    String own = "%%processes --pool doomed --own --quiet\nmine = new int[] {8}; kept = mine[0];";
    says("drop(\"mine\")", fails(own));
    kernel.ok("Lanes.pools().get(\"doomed\").drop(\"mine\", \"kept\");");
    kernel.ok(own);
    assertEquals("[8, 8]", value("doomed.pull(\"kept\")"));
    kernel.ok("doomed.scatter(\"mine\", new int[] {1, 2, 3}); doomed.push(\"kept\", 4);");
    assertEquals("6", value("doomed.<Integer>fold(\"mine\", Integer::sum)"));
    kernel.ok("%pool restart doomed");
    says("has no `mine` of its own", fails("doomed.pull(\"mine\")"));
    assertEquals("[4, 4]", value("doomed.pull(\"kept\")"));
  }

  @Test
  void aClassThatChangesDoesNotCostTheValues() throws Exception {
    kernel.ok("record Ball(int r) { int size() { return r; } } List<Ball> balls = null;");
    kernel.ok("two.scatter(\"balls\", List.of(new Ball(1), new Ball(2), new Ball(3)));");
    assertEquals("[3, 3]", value("two.apply(w -> balls.stream().mapToInt(Ball::size).sum())"));
    kernel.ok("record Ball(int r) { int size() { return 10 * r; } }");
    assertEquals("[30, 30]", value("two.apply(w -> balls.stream().mapToInt(Ball::size).sum())"));
    kernel.ok("Ball[] balls = {};");
    Cell again = fails("%%processes --pool two --quiet -> none\nballs.length");
    says("`balls` was declared again", again);
    kernel.ok("two.scatter(\"balls\", new Ball[] {new Ball(4)});");
    assertEquals("[1, 0]", value("two.apply(w -> balls.length)"));
  }

  @Test
  void aMistakeIsNamedWithTheWayOut() throws Exception {
    says("the notebook has no variable `nothing`", fails("two.push(\"nothing\", 1);"));
    says("`level` is a int", fails("two.push(\"level\", \"high\");"));
    says("cannot hold null", fails("two.push(\"level\", null);"));
    says(
        "must be an array or a collection, not a java.lang.Integer",
        fails("two.scatter(\"xs\", 5);"));
    kernel.ok("int untouched = 1; Object any = null;");
    says("has a `untouched` of its own: push or scatter it", fails("two.pull(\"untouched\");"));
    says("there is no worker 2 in a view of the 2 workers", fails("two.on(2)"));
    says("cannot be sent to a worker process", fails("two.push(\"any\", new Thread());"));
    kernel.ok("two.push(\"any\", 1);");
    says("which has no elements to fold", fails("two.<Integer>fold(\"any\", Integer::sum)"));
    says("has no workers with variables of their own", fails("Lanes.threads(2).view()"));
    says("--own is for a body without items", fails("%%processes --own n : 3\nlevel = n;"));
    Cell advice = kernel.ok("%%processes --pool two\nuntouched = 2;");
    assertTrue(
        advice.shown().contains("or keep it there for later bodies with --own"), advice.shown());
    assertFalse(advice.shown().contains("is each worker's own"), advice.shown());
  }

  @Test
  void aLargeVariableIsSentOnceWhateverElseABodyNeeds() throws Exception {
    kernel.ok(
        "int first = 1; Map<String, double[]> table = new HashMap<>();"
            + " for (int i = 0; i < 300; i++) table.put(\"row \" + i, new double[1000]);"
            + " Map<String, double[]> alias = table; double[] flat = new double[200_000];");
    String head = "%%processes --pool cast --workers 2 -> seen\n";
    Cell sent = kernel.ok(head + "first + table.size()");
    assertTrue(sent.shown().contains("`table` (2.4 MB) was sent to 2 workers"), sent.shown());
    assertEquals("[301, 301]", value("seen"));
    kernel.ok("first = 2;");
    Cell there =
        kernel.ok(head + "double[] f = flat; first + table.size() + (table == alias ? 1000 : 0)");
    assertTrue(there.shown().contains("`table` (2.4 MB) was in 2 workers already"), there.shown());
    assertTrue(there.shown().contains("`flat` (1.6 MB) was sent to 2 workers"), there.shown());
    assertEquals("[1302, 1302]", value("seen"));
    kernel.ok("table.get(\"row 7\")[0] = 5;");
    Cell changed = kernel.ok(head + "table.get(\"row 7\")[0]");
    assertTrue(changed.shown().contains("`table` (2.4 MB) was sent to 2 workers"), changed.shown());
    assertEquals("[5.0, 5.0]", value("seen"));
  }
}
