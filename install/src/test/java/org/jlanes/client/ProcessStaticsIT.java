package org.jlanes.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jlanes.runtime.display.Troubleshooting;
import org.junit.jupiter.api.Test;

/// What bodies for worker processes see of the static fields of the notebook's classes.
final class ProcessStaticsIT {
  @SharedKernel private static KernelSession kernel;

  /// The results of a body in two workers of whichever lane.
  private static String results(String lane, String body) throws Exception {
    kernel.ok("%%" + lane + " --workers 2 --quiet i : 2 -> seen\n" + body);
    return kernel.ok("seen").result();
  }

  private static void sameInBothLanes(String expected, String body) throws Exception {
    assertEquals(expected, results("threads", body));
    assertEquals(expected, results("processes", body));
  }

  @Test
  void aFieldHasTheValueThatACellGaveIt() throws Exception {
    kernel.ok("class Config { static int level = 1; static int level() { return level; } }");
    kernel.ok("Config.level = 5;");
    sameInBothLanes("[5, 5]", "Config.level");
    kernel.ok("Config.level = 6;");
    sameInBothLanes("[6, 6]", "Config.level()");
  }

  /// Compiled code must not remember the table of an earlier run.
  @Test
  void whatAFinalFieldRefersToIsThatOfTheNotebookInEveryRun() throws Exception {
    kernel.ok("class Registry { static final Map<String, Integer> PRICES = new HashMap<>(); }");
    String sum =
        "int sum = 0; for (int k = 0; k < 300_000; k++) sum += Registry.PRICES.get(\"a\");"
            + " return sum / 300_000;";
    for (int price = 1; price < 4; price++) {
      kernel.ok("Registry.PRICES.put(\"a\", " + price + ");");
      sameInBothLanes("[" + price + ", " + price + "]", sum);
    }
  }

  @Test
  void aFieldThatOneInheritsAndOneOfAnEnumTravel() throws Exception {
    kernel.ok("class Top { static int height = 1; } class Hill extends Top { static int x = 2; }");
    kernel.ok(
        "enum Mood { GOOD, BAD; static Mood now = GOOD; static final List<Mood> ALL ="
            + " new ArrayList<>(); }");
    kernel.ok("Hill.height = 7; Mood.now = Mood.BAD; Mood.ALL.add(Mood.BAD);");
    sameInBothLanes(
        "[7BADtrue, 7BADtrue]", "Hill.height + \"\" + Mood.now + (Mood.ALL.get(0) == Mood.BAD)");
  }

  @Test
  void anInitialiserThatReadsAVariableOrChangesAnotherClassDoesNoHarm() throws Exception {
    kernel.ok("List<String> basis = new ArrayList<>(List.of(\"a\"));");
    kernel.ok("class Tally { static int n = 0; }");
    kernel.ok(
        "class Early { static final int SIZE = basis.get(0).length(); static int more = 1;"
            + " static { Tally.n += 10; } }");
    kernel.ok("Tally.n = Early.SIZE + 1; Early.more = 3; basis.set(0, \"longer\");");
    sameInBothLanes("[6, 6]", "Tally.n + Early.SIZE + Early.more");
  }

  @Test
  void aSingletonIsTheSameObjectAsTheVariableThatHoldsIt() throws Exception {
    kernel.ok("class Single { static final Single IT = new Single(); int n = 1; }");
    kernel.ok("var single = Single.IT; single.n = 4;");
    sameInBothLanes("[4true, 4true]", "Single.IT.n + \"\" + (single == Single.IT)");
  }

  @Test
  void theFieldsThatOnlyItemsReachTravelToo() throws Exception {
    kernel.ok("interface Priced { int price(); } class Rates { static int vat = 1; }");
    kernel.ok(
        "record Good(int n) implements Priced { public int price() { return n * Rates.vat; } }");
    kernel.ok("Rates.vat = 19; List<Priced> goods = List.of(new Good(1), new Good(2));");
    kernel.ok("%%processes --workers 2 --quiet Priced p : goods -> prices\np.price()");
    assertEquals("[19, 38]", kernel.ok("prices").result());
  }

  @Test
  void whatIsFinalAndCannotBeSentIsMadeInTheWorker() throws Exception {
    kernel.ok(
        """
        class Service {
          static final Object LOCK = new Object();
          static final System.Logger LOG = System.getLogger("service");
          static final ThreadLocal<Integer> LOCAL = ThreadLocal.withInitial(() -> 3);
          static int run() { synchronized (LOCK) { return LOG == null ? 0 : LOCAL.get(); } }
        }
        """);
    Cell cell = kernel.ok("%%processes --workers 1 i : 1 -> made\nService.run()");
    assertEquals("[3]", kernel.ok("made").result());
    assertFalse(cell.shown().contains("Service."), cell.shown());
  }

  @Test
  void aFieldThatCannotBeSentIsNamedWithTheWayOut() throws Exception {
    kernel.ok(
        "class Holder { static Thread keeper = new Thread(); static transient long pid ="
            + " ProcessHandle.current().pid(); }");
    Cell cell = kernel.run("%%processes i : 1\nHolder.keeper == null");
    assertEquals("error", cell.status());
    assertTrue(
        cell.evalue().startsWith("static field `Holder.keeper` (java.lang.Thread) cannot be sent"),
        cell.evalue());
    assertTrue(cell.evalue().contains("`transient`"), cell.evalue());
    assertTrue(cell.evalue().endsWith(Troubleshooting.UNSENDABLE.hint()), cell.evalue());
    kernel.ok("%%processes --workers 1 --quiet i : 1 -> pid\nHolder.pid");
    assertEquals("false", kernel.ok("pid.get(0) == ProcessHandle.current().pid()").result());
  }

  @Test
  void oneThatOnlyOtherMethodsReadIsLeftAloneWithANote() throws Exception {
    kernel.ok(
        "class Both { static Thread t = new Thread(); int n() { return 2; } Thread t() {"
            + " return t; } }");
    Cell cell = kernel.ok("%%processes --workers 1 i : 1 -> both\nnew Both().n()");
    assertEquals("[2]", kernel.ok("both").result());
    assertTrue(cell.shown().contains("static field `Both.t`"), cell.shown());
    assertTrue(cell.shown().contains("as its initialiser makes it"), cell.shown());
  }

  @Test
  void aFinalListWithSomethingUnsendableInItIsNotEmptiedInSilence() throws Exception {
    kernel.ok("class Crew { static final List<Object> ALL = new ArrayList<>(); }");
    kernel.ok("Crew.ALL.add(new Thread());");
    Cell cell = kernel.ok("%%processes --workers 1 i : 1 -> crew\nCrew.ALL.size()");
    assertEquals("[0]", kernel.ok("crew").result());
    assertTrue(cell.shown().contains("`Crew.ALL.get(0)` is a java.lang.Thread"), cell.shown());
  }

  @Test
  void whatABodyAssignsStaysInTheWorkerAndTheUserIsTold() throws Exception {
    kernel.ok(
        "class Count { static int n = 0; static int next() { return ++n; } static void reset()"
            + " { unused = 1; } static int unused; }");
    Cell cell = kernel.ok("%%processes --workers 1 i : 2 -> counted\nCount.next()");
    assertEquals("[1, 2]", kernel.ok("counted").result());
    assertTrue(cell.shown().contains("`Count.n` is assigned in the body"), cell.shown());
    assertFalse(cell.shown().contains("Count.unused"), cell.shown());
    assertEquals("0", kernel.ok("Count.n").result());
    kernel.ok("%%processes --workers 1 --quiet i : 2 -> again\nCount.next()");
    assertEquals("[1, 2]", kernel.ok("again").result(), "not what the worker was left with");
  }
}
