package org.jlanes.magics.lane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jlanes.magics.EngineSession;
import org.jlanes.runtime.engine.CellFailure;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a lane cell leaves on the real engine: its value, its variable, and their types.
@Timeout(120)
final class LaneResultTest {
  @AutoClose private static final EngineSession notebook = new EngineSession();

  @Test
  void withoutAnArrowTheListIsTheValueOfTheCell() throws CellFailure {
    assertEquals("[0, 1, 4]", notebook.run("%%threads n : 3\nn * n"));
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

  /// Also where the body has more than one, or a `return null` that is no code.
  @Test
  void theLiteralNullIsNoOtherType() throws CellFailure {
    notebook.run(
        """
        %%threads n : 4 -> gaps
        String text = "return null;"; // return null;
        if (n == 0) return 1;
        if (n == 1) { return null; }
        if (n == 2) return 2.5f;
        null
        """);
    assertEquals("[1.0, null, 2.5, null]", notebook.run("List<Float> same = gaps; same"));
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
}
