package org.jlanes.magics.lane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.jlanes.runtime.display.MimeBundle;
import org.jlanes.runtime.engine.CellFailure;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Lane cells on the real engine: what the user writes and what the user sees.
@Timeout(120)
final class LaneMagicTest {
  private static Session notebook;

  @BeforeAll
  static void start() {
    notebook = new Session();
  }

  @AfterAll
  static void stop() {
    notebook.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sequential", "threads", "virtual", "io"})
  void theSameBodyRunsDownEachLane(String lane) throws CellFailure {
    notebook.run(
        """
        %%LANE n : List.of(100_000, 100_000) -> sums
        long total = 0;
        for (int i = 0; i < n; i++) total += (long) i * i;
        return total;
        """
            .replace("LANE", lane));

    assertEquals("[333328333350000, 333328333350000]", notebook.run("sums"));
    assertEquals("333328333350000", notebook.run("long first = sums.get(0); first"));
  }

  @Test
  void withoutAnArrowTheListIsTheValueOfTheCell() throws CellFailure {
    assertEquals("[0, 1, 4]", notebook.run("%%threads n : 3\nn * n"));
  }

  @Test
  void aReportIsShownUnlessQuiet() throws CellFailure {
    notebook.run("%%threads --workers 2 n : 3\nn");
    MimeBundle report = notebook.shown().getLast();
    assertTrue(report.plain().startsWith("threads: 3 items in "), report.plain());
    assertTrue(report.plain().contains("overhead: compile "), report.plain());
    assertTrue(report.data().get("text/html").toString().contains("<table"));

    notebook.run("%%threads --quiet n : 3\nn");
    assertEquals(List.of(), notebook.shown());
  }

  @Test
  void returnsAndALastExpressionMix() throws CellFailure {
    assertEquals("[0, -1, 4]", notebook.run("%%threads n : 3\nif (n == 1) return -n;\nn * n"));
  }

  @Test
  void aBodyWithoutAValueGivesNone() throws CellFailure {
    notebook.run("var seen = new java.util.concurrent.ConcurrentSkipListSet<Integer>();");
    assertEquals("", notebook.run("%%threads n : 3\nseen.add(n);"));
    assertEquals("[0, 1, 2]", notebook.run("seen"));
    assertEquals("", notebook.run("%%threads n : 3\nSystem.out.print(\"\")"), "a void call");
    assertEquals("", notebook.run("%%threads n : 3\nif (n > 5) return; \nseen.clear();"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"n * n;", "System.out.print(n)", "return;"})
  void aResultOfABodyWithoutAValueIsAMistakeInTheHeader(String body) {
    String shown = notebook.failure("%%threads n : 3 -> none\n" + body);
    assertTrue(shown.contains("the body has no value for `none`"), shown);
    assertTrue(shown.contains("%%threads n : 3 -> none\n                       ^"), shown);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '§',
      value = {
        "double[] ys|int[]{1, 2}|n / 2|[0.0, 1.0]|double[]",
        "long total|3|n|[0, 1, 2]|long[]",
        "List<Number> ys|2|n|[0, 1]|ImmutableCollections.ListN",
        "String[] ys|2|\"a\" + n|[a0, a1]|String[]",
        "double[][] ys|2|new double[] {n}|[[0.0], [1.0]]|double[][]",
        "CharSequence ys|2|\"a\" + n|[a0, a1]|",
        "List<? extends Number> ys|2|n|[0, 1]|"
      })
  void theTypeOfTheResultCanBeFixed(String result, String source, String body, String shown)
      throws CellFailure {
    String items = source.startsWith("int") ? "new " + source : source;
    notebook.run("%%threads n : " + items + " -> " + result + "\n" + body);
    assertEquals(shown, notebook.run(result.substring(result.lastIndexOf(' ') + 1)));
  }

  @Test
  void aPrimitiveResultWidensWhatTheBodyReturns() throws CellFailure {
    notebook.run("%%threads n : 2 -> double[] halves\nif (n == 0) return 1;\nreturn 2.5f;");
    assertEquals("[1.0, 2.5]", notebook.run("halves"));
    assertEquals("double[]", notebook.run("halves.getClass().getSimpleName()"));
    notebook.run(
        "%%threads n : 3 -> double[] parts\nif (n == 0) return 1;\nif (n == 1) return 2L;\n2.5f");
    assertEquals("[1.0, 2.0, 2.5]", notebook.run("parts"));
    String shown = notebook.failure("%%threads n : 2 -> int[] halves\n2.5");
    assertTrue(shown.contains("possible lossy conversion from double to int"), shown);
    assertTrue(shown.contains("line 2"), shown);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sequential", "threads", "virtual"})
  void numbersOfSeveralTypesBecomeOfThePromotedType(String lane) throws CellFailure {
    notebook.run(
        """
        %%LANE n : List.of(1, 2, 3) -> ys
        if (n == 1) return 1;
        if (n == 2) return 2L;
        return 2.5;
        """
            .replace("LANE", lane));
    assertEquals("[1.0, 2.0, 2.5]", notebook.run("ys"));
    assertEquals("1.0", notebook.run("double d = ys.get(0); d"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '§',
      value = {
        "1 | 2L | Long | [1, 2]",
        "1 | 'c' | Integer | [1, 99]",
        "(byte) 1 | (short) 2 | Integer | [1, 2]",
        "1L | 2f | Float | [1.0, 2.0]",
        "Integer.valueOf(1) | Long.valueOf(2) | Long | [1, 2]",
        "1 | 2 | Integer | [1, 2]",
      })
  void theTypeIsThatOfBinaryPromotion(String first, String second, String type, String shown)
      throws CellFailure {
    notebook.run("%%threads n : 2 -> ys\nif (n == 0) return " + first + ";\n" + second);
    assertEquals(shown, notebook.run("List<" + type + "> same = ys; same"));
    assertEquals(type, notebook.run(type + " one = ys.get(0); one.getClass().getSimpleName()"));
  }

  @Test
  void withoutAnArrowMixedNumbersArePromotedToo() throws CellFailure {
    assertEquals("[1.0, 2.5]", notebook.run("%%threads n : 2\nif (n == 0) return 1;\n2.5"));
  }

  @Test
  void whatIsNullStaysNullAmongPromotedNumbers() throws CellFailure {
    String body = "\nif (n == 0) return 7 / n;\nif (n == 1) return 2L;\n(Integer) null";
    notebook.run("%%threads --keep-going n : 3 -> holes" + body);
    assertEquals("[null, 2, null]", notebook.run("List<Long> same = holes; same"));
  }

  @Test
  void aMixWithSomethingElseHasItsFirstBound() throws CellFailure {
    notebook.run("%%threads n : 2 -> mixture\nif (n == 0) return 1;\nreturn \"a\";");
    assertEquals("[1, a]", notebook.run("mixture"));
    assertEquals("1a", notebook.run("\"\" + mixture.get(0) + mixture.get(1)"));
    notebook.run("%%threads n : 3 -> nulls\nif (n == 0) return 1;\nif (n == 1) return 2L;\nnull");
    assertEquals("3", notebook.run("nulls.get(0).intValue() + nulls.get(1).intValue()"));
  }

  @Test
  void mixedResultsGetATypeThatCanBeWritten() throws CellFailure {
    notebook.run("%%threads n : List.of(3, 4L) -> mixed\nn");
    assertEquals("7.0", notebook.run("mixed.get(0).doubleValue() + mixed.get(1).doubleValue()"));
  }

  @Test
  void aResultCanBeComputedAgain() throws CellFailure {
    notebook.run("%%threads n : 2 -> again\nn");
    notebook.run("%%threads n : 2 -> again\nn + 1");
    assertEquals("[1, 2]", notebook.run("again"));
    notebook.run("%%threads n : 2 -> again\n\"text\" + n");
    assertEquals("[text0, text1]", notebook.run("again"));
  }

  @Test
  void anItemCanBeTakenApart() throws CellFailure {
    assertEquals(
        "[1x, 2y]",
        notebook.run("%%threads a, b : Lanes.zip(List.of(1, 2), List.of(\"x\", \"y\"))\na + b"));
    assertEquals("[k1]", notebook.run("%%threads k, int v : Map.of(\"k\", 1)\nk + v"));
    assertEquals(
        "[111, 121]",
        notebook.run(
            "%%threads a, b, c : Lanes.grid(List.of(100), List.of(10, 20), List.of(1))\n"
                + "a + b + c"));
    assertEquals("[3]", notebook.run("%%threads a, b : new int[][] {{1, 2}}\na + b"));
    String shown = notebook.failure("%%threads a, b, c, d : List.of()\na");
    assertTrue(shown.contains("an item can be taken apart into three parts at most"), shown);
  }

  @Test
  void anItemsTypeConverts() throws CellFailure {
    assertEquals("[2500000000]", notebook.run("%%threads final long n : new int[] {50000}\nn * n"));
    assertEquals("[7, 7]", notebook.run("%%threads _ : 2\n7"));
  }

  @Test
  void withoutItemsTheBodyRunsOncePerWorker() throws CellFailure {
    assertEquals(
        "[0 of 3, 1 of 3, 2 of 3]",
        notebook.run("%%threads --workers 3\nlane.worker() + \" of \" + lane.workers()"));
    assertEquals(
        "[true, true]",
        notebook.run(
            "%%threads --workers 2\nThread.currentThread().getName().endsWith(\"-\" + (lane.index()"
                + " + 1))"));
  }

  @Test
  void itemAndLocalsMayShadowNotebookVariables() throws CellFailure {
    notebook.run("int outer = 5; String n = \"text\";");
    assertEquals("[1, 2]", notebook.run("%%threads n : 2\nint outer = n + 1;\nouter"));
    assertEquals("\"5text\"".replace("\"", ""), notebook.run("outer + n"));
  }

  @Test
  void theBodySeesAndChangesTheNotebook() throws CellFailure {
    notebook.run("var count = new java.util.concurrent.atomic.AtomicInteger(); int base = 10;");
    assertEquals("[10, 11]", notebook.run("%%threads n : 2\ncount.incrementAndGet();\nbase + n"));
    assertEquals("2", notebook.run("count"));
  }

  @Test
  void importsHoldForTheBodyAlone() throws CellFailure {
    assertEquals(
        "[0, 1]", notebook.run("%%threads n : 2\nimport java.awt.Point;\nnew Point(n, 0).x"));
    assertTrue(notebook.failure("new Point(1, 2)").contains("class Point"));
  }

  @Test
  void anImportTheNotebookHasStays() throws CellFailure {
    notebook.run("import java.awt.Rectangle;");
    notebook.run("%%threads n : 1\nimport java.awt.Rectangle;\nnew Rectangle().x");
    assertEquals("0", notebook.run("new Rectangle().x"));
  }

  @Test
  void classesOfABodyBelongToTheNotebook() throws CellFailure {
    notebook.run(
        """
        %%threads n : 2 -> shapes
        sealed interface Shape permits Dot {}
        record Dot(int x) implements Shape {}
        enum Size { SMALL, LARGE }
        Size size = Size.SMALL;
        Shape shape = new Dot(n);
        shape
        """);
    assertEquals("[Dot[x=0], Dot[x=1]]", notebook.run("shapes"));
    assertEquals("Dot[x=7]", notebook.run("new Dot(7)"));
  }

  @Test
  void methodsOfABodyAreLocalToIt() throws CellFailure {
    assertEquals(
        "[2, 4, 6]",
        notebook.run(
            """
            %%threads n : 3
            int twice(int x) { return 2 * more(x); }
            int more(int x) { return x + 1; }
            java.util.function.IntUnaryOperator f = x -> twice(x);
            f.applyAsInt(n)
            """));
    assertTrue(notebook.failure("twice(1)").contains("twice"));
  }

  @Test
  void aLocalMethodMayBeGenericThrowAndUseTheItem() throws CellFailure {
    assertEquals(
        "[[0, 0], [1, 1]]",
        notebook.run(
            """
            %%threads n : 2
            static <T> List<T> pair(T x) throws java.io.IOException { return List.of(x, x); }
            Object itemTwice() throws Exception { return pair(n); }
            itemTwice()
            """));
  }

  @Test
  void anExceptionShowsTheItemAndTheLineOfTheCell() throws CellFailure {
    notebook.run("int kept = 42;");
    String shown =
        notebook.failure(
            """
            %%threads n : List.of(1, 0, 2) -> kept
            int six = 6;
            int r = six / n;
            r
            """);
    assertTrue(shown.startsWith("item 1 (0) failed\njava.lang.ArithmeticException: / by"), shown);
    assertTrue(shown.contains("line 3"), shown);
    assertTrue(shown.contains("int r = six / n;"), shown);
    assertTrue(shown.contains("`kept` was not changed. What was computed is in Lanes"), shown);
    assertEquals("42", notebook.run("kept"));
    assertEquals(
        "[1]", notebook.run("Lanes.last().failures().stream().map(o -> o.index()).toList()"));
  }

  @Test
  void anExceptionOfTheLastExpressionHasItsLine() {
    String shown = notebook.failure("%%threads n : List.of(0)\nint six = 6;\nsix / n");
    assertTrue(shown.contains("line 3") && shown.contains("six / n"), shown);
  }

  @Test
  void anyCheckedExceptionMayBeThrown() {
    String shown = notebook.failure("%%virtual n : 1\nthrow new java.io.IOException(\"gone\");");
    assertTrue(shown.startsWith("item 0 (0) failed\njava.io.IOException: gone"), shown);
  }

  @Test
  void keepGoingPutsNullAtFailedIndices() throws CellFailure {
    notebook.run("%%threads --keep-going n : List.of(1, 0, 2) -> kept2\n6 / n");
    assertEquals("[6, null, 3]", notebook.run("kept2"));
    notebook.run("%%threads --keep-going n : List.of(1, 0, 2) -> double[] kept3\n6 / n");
    assertEquals("[6.0, NaN, 3.0]", notebook.run("kept3"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sequential", "threads", "virtual"})
  void aTimeoutEndsABusyBody(String lane) {
    String shown =
        notebook.failure(
            "%%LANE --timeout 300ms n : 2 -> never\nlong k = n;\nwhile (k >= 0) { k = (k + 1) & 0xFFFF; }\nreturn k;"
                .replace("LANE", lane));
    assertTrue(shown.startsWith("the run did not end within 300 ms; 0 of 2 items"), shown);
    assertTrue(shown.contains("`never` was not changed."), shown);
  }

  @Test
  void anInterruptEndsTheRunAndKeepsWhatWasComputed() throws Exception {
    String[] shown = new String[1];
    Thread cell =
        new Thread(() ->
            shown[0] =
                notebook.failure(
                    """
                    %%threads --workers 2 n : 2 -> never
                    if (n == 0) return "done";
                    while (true) { if (n < 0) return ""; }
                    """));
    cell.start();
    // Live progress appears while the body spins.
    notebook.interruptWhenShown(cell);
    cell.join();

    assertTrue(shown[0].startsWith("Interrupted"), shown[0]);
    assertEquals("[done, null]", notebook.run("Lanes.last().values()"));
  }

  @Test
  void compileErrorsStandAtTheirPlaceInTheCell() {
    String body = notebook.failure("%%threads n : 3\nint a = 1;\n  n.foo()");
    assertTrue(body.contains("line 3"), body);
    assertTrue(body.contains("symbol:   method foo()"), body);
    String source = notebook.failure("%%threads n : nothing\nn");
    assertTrue(source.contains("%%threads n : nothing\n                  ^^^^^^^"), source);
    String result = notebook.failure("%%threads n : 3 -> Foo xs\nn");
    assertTrue(result.contains("%%threads n : 3 -> Foo xs\n                       ^^^"), result);
    String syntax = notebook.failure("%%threads n : 3\nn +");
    assertTrue(syntax.startsWith("SyntaxError"), syntax);
    String imported = notebook.failure("%%threads n : 3\nimport java.awt.Nothing;\nn");
    assertTrue(imported.contains("line 2"), imported);
  }

  @Test
  void aSourceThatThrowsIsShownWithItsLine() {
    String shown = notebook.failure("%%threads n : List.of(1 / 0)\nn");
    assertTrue(shown.startsWith("java.lang.ArithmeticException: / by zero"), shown);
    assertTrue(shown.contains("line 1"), shown);
  }

  @ParameterizedTest
  @CsvSource({"'\"text\"',String", "new Object(),Object", "2.5,double"})
  void aSourceWithoutItemsIsAMistakeInTheHeader(String source, String type) {
    String shown = notebook.failure("%%threads n : " + source + " -> xs\nn");
    assertTrue(shown.contains("items cannot come from a value of type " + type), shown);
    assertTrue(shown.contains("                  " + "^".repeat(source.length()) + "\n"), shown);
  }

  @Test
  void aCellCanRunAgainAndAgain() throws CellFailure {
    String cell =
        "%%threads n : 2 -> spots\n"
            + "record Spot(int x) {}\n"
            + "int f(int x) { return x; }\n"
            + "new Spot(f(n))";
    for (int i = 0; i < 3; i++) {
      notebook.run(cell);
      assertEquals("[Spot[x=0], Spot[x=1]]", notebook.run("spots"));
      assertEquals("1", notebook.run("spots.get(1).x()"));
    }
  }

  @Test
  void aMagicInABodyIsRefused() {
    String shown = notebook.failure("%%threads n : 3\nint k = n;\n%time k\nk");
    assertTrue(shown.contains("a magic cannot stand in the body of a lane"), shown);
    assertTrue(shown.contains("line 3"), shown);
  }

  @Test
  void aRemainderInABodyIsNoMagic() throws CellFailure {
    assertEquals("[0, 1, 0]", notebook.run("%%threads n : 3\nn\n% 2"));
  }

  @Test
  void anEmptyBodyIsAMistake() {
    assertTrue(notebook.failure("%%threads n : 3\n\n").contains("the body is empty"));
  }

  @Test
  void optionValuesAreChecked() {
    assertTrue(
        notebook
            .failure("%%threads --workers many n : 3\nn")
            .contains("--workers takes a whole number from 1 to 4096; `many` is not"));
    assertTrue(
        notebook
            .failure("%%threads --timeout 20 n : 3\nn")
            .contains("--timeout takes a duration with its unit: 500ms, 2s, 1.5m, 1h; `20`"));
    assertTrue(
        notebook.failure("%%virtual --rate fast n : 3\nn").contains("--rate takes a rate: 50"));
    assertTrue(notebook.failure("%%threads --limit 3 n : 3\nn").contains("unknown option --limit"));
  }

  @Test
  void bracesOfAnOptionAreEvaluatedAndThoseOfABodyAreNot() throws CellFailure {
    notebook.run("int two = 2;");
    assertEquals("[{two}, {two}]", notebook.run("%%threads --workers {two + 1} n : 2\n\"{two}\""));
    notebook.run("%%threads --workers {two + 1} -> w\nlane.workers()");
    assertEquals("[3, 3, 3]", notebook.run("w"));
    assertTrue(notebook.failure("%%threads --workers {nope} n : 2\nn").contains("variable nope"));
  }

  @Test
  void aHeaderMayGoOnOverLines() throws CellFailure {
    assertEquals(
        "[1, 2]", notebook.run("%%threads \\\n  --workers 2 \\\n  n : List.of(1, \\\n 2)\nn"));
  }

  @Test
  void randomNumbersAreTheSameInEveryLane() throws CellFailure {
    String threads = notebook.run("%%threads n : 3\nlane.random().nextInt(1000)");
    assertEquals(threads, notebook.run("%%virtual n : 3\nlane.random().nextInt(1000)"));
  }

  @Test
  void lanesWorkInsideLanes() throws CellFailure {
    assertEquals(
        "[[0, 1], [1, 2]]",
        notebook.run("%%threads n : 2\nLanes.virtual().map(2, k -> n + k).values()"));
  }
}
