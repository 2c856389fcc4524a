package org.jlanes.magics.header;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.jlanes.runtime.magic.MagicError;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// One test per rule of the header's grammar (DESIGN.md, section 1).
final class LaneHeaderTest {
  private static final List<OptionSpec> OPTIONS =
      List.of(
          new OptionSpec("workers", "N", ""),
          new OptionSpec("timeout", "DURATION", ""),
          new OptionSpec("pool", "NAME", ""),
          new OptionSpec("keep-going", null, ""),
          new OptionSpec("quiet", null, ""));
  private static final String MAGIC = "%%threads";

  private static LaneHeader parse(String header) throws MagicError {
    String cell = MAGIC + header + "\nbody(";
    return LaneHeader.parse(
        cell, MAGIC.length(), MAGIC.length() + header.length(), "threads", OPTIONS);
  }

  private static String source(String header) throws MagicError {
    return parse(header).source().of(MAGIC + header);
  }

  /// The header's result arrow as `type|name`.
  private static String target(String header) throws MagicError {
    Target target = parse(header).target().orElseThrow();
    String type = target.type() == null ? "" : target.type().of(MAGIC + header);
    return type + "|" + target.name();
  }

  /// The header's items as `final|type|name`.
  private static List<String> items(String header) throws MagicError {
    return parse(header).items().stream()
        .map(i ->
            (i.isFinal() ? "final|" : "|")
                + (i.type() == null ? "" : i.type().of(MAGIC + header))
                + "|"
                + i.name())
        .toList();
  }

  private static String value(String header) throws MagicError {
    return parse(header).options().getFirst().text();
  }

  /// The message of a wrong header and, in brackets, what the caret stands under.
  private static String mistake(String header) {
    MagicError e = assertThrows(MagicError.class, () -> parse(header));
    assertTrue(!e.advice().isBlank(), () -> "no advice with: " + e.getMessage());
    assertTrue(e.start() >= MAGIC.length() && e.end() > e.start(), () -> "no place: " + e);
    return e.getMessage() + " [" + (MAGIC + header).substring(e.start(), e.end()) + "]";
  }

  @Nested
  final class Options {
    @Test
    void aHeaderMayBeEmpty() throws MagicError {
      LaneHeader header = parse("   ");
      assertEquals(List.of(), header.options());
      assertEquals(List.of(), header.items());
      assertNull(header.source());
      assertTrue(header.target().isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '§',
        value = {
          " --pool word n : xs|word",
          " --pool=word n : xs|word",
          " --pool 'two words' n : xs|two words",
          " --pool \"two \\\"words\\\"\" n : xs|two \"words\"",
          " --pool 'a\\b' n : xs|a\\b",
          " --pool two\\ words n : xs|two words",
          " --pool pre'fi x'\"ed\" n : xs|prefi xed",
          " --pool '' n : xs|§§",
          " --pool= n : xs|§§",
          " --pool=-x n : xs|-x",
          " --pool=--keep-going n : xs|--keep-going",
          " --pool a:b->c n : xs|a:b->c"
        })
    void aValueIsReadAsAShellWould(String header, String value) throws MagicError {
      assertEquals(value, value(header));
      assertEquals("xs", source(header));
    }

    @ParameterizedTest
    @ValueSource(strings = {" --workers {2 * cores()}", " --workers={2 * cores()}"})
    void aValueInBracesIsAJavaExpression(String header) throws MagicError {
      GivenOption option = parse(header + " n : xs").options().getFirst();
      assertEquals("2 * cores()", option.expression().of(MAGIC + header));
      assertEquals("{2 * cores()}", option.value().of(MAGIC + header));
    }

    @Test
    void bracesAndStringsInAnExpressionAreRespected() throws MagicError {
      String header = " --pool {new int[]{1, \"}\".length()}[0] + '}'} n : xs";
      assertEquals(
          "new int[]{1, \"}\".length()}[0] + '}'",
          parse(header).options().getFirst().expression().of(MAGIC + header));
    }

    @Test
    void switchesAndValuesMix() throws MagicError {
      LaneHeader header = parse(" --keep-going --workers 3 --quiet n : xs");
      assertEquals(
          List.of("keep-going", "workers", "quiet"),
          header.options().stream().map(GivenOption::name).toList());
      assertEquals("3", header.option("workers").orElseThrow().text());
      assertTrue(header.option("timeout").isEmpty());
    }

    @Test
    void twoDashesEndTheOptions() throws MagicError {
      assertEquals("xs", source(" --quiet -- n : xs"));
      assertEquals(List.of("||n"), items(" -- n : xs"));
    }

    @Test
    void optionsStandAlsoWithoutAnItem() throws MagicError {
      assertEquals("|pids", target(" --workers 2 -> pids"));
    }

    @Test
    void anUnknownOptionNamesTheNearest() {
      MagicError e = assertThrows(MagicError.class, () -> parse(" --worker 2 n : xs"));
      assertEquals("unknown option --worker", e.getMessage());
      assertTrue(e.advice().startsWith("did you mean --workers? There are --workers N"));
      assertEquals("unknown option --tiemout [--tiemout]", mistake(" --tiemout=2s n : xs"));
    }

    @Test
    void anOptionFarFromAllOthersListsThem() {
      MagicError e = assertThrows(MagicError.class, () -> parse(" --colour red n : xs"));
      assertTrue(e.advice().startsWith("There are --workers N, --timeout DURATION"), e.advice());
    }

    @Test
    void aValueIsNotForgotten() {
      assertEquals("--workers has no value [--workers]", mistake(" --workers"));
    }

    @Test
    void aValueThatStartsWithADashNeedsTheEqualsSign() {
      assertEquals("--workers has no value [--workers]", mistake(" --workers -1 n : xs"));
      MagicError e = assertThrows(MagicError.class, () -> parse(" --pool --quiet n : xs"));
      assertTrue(e.advice().contains("--pool=--quiet"), e.advice());
    }

    @Test
    void aSwitchTakesNoValue() {
      assertEquals("--quiet takes no value [=yes]", mistake(" --quiet=yes n : xs"));
    }

    @Test
    void oneDashIsNoOption() {
      assertEquals("`-w` is not an option [-w]", mistake(" -w 2 n : xs"));
    }

    @Test
    void anOptionGivenTwiceIsAMistake() {
      assertEquals("--workers is given twice [--workers]", mistake(" --workers 1 --workers 2"));
    }

    @Test
    void quotesAndBracesMustBeClosed() {
      assertEquals("the quote is not closed [']", mistake(" --pool 'a n : xs"));
      assertEquals("the quote is not closed [\"]", mistake(" --pool \"a n : xs"));
      assertEquals("`{` is not closed [{]", mistake(" --pool {a n : xs"));
      assertEquals("the braces are empty [{ }]", mistake(" --pool { } n : xs"));
      assertEquals("a blank must follow the value in braces [b]", mistake(" --pool {a}b n : xs"));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          " n : xs --workers 4",
          " n : f(x) --workers=4",
          " n : xs[0] --workers 4 -> ys",
          " n --workers 4 : xs",
          " n : xs -> ys --workers 4",
          " n : \"text\" --workers 4"
        })
    void optionsBehindTheItemAreNamed(String header) {
      assertEquals("options stand before the item [--workers]", mistake(header));
    }

    @ParameterizedTest
    @ValueSource(strings = {"i-- - j", "(i--)", "x = --y", "a[--i]", "i - --j", "-1"})
    void minusSignsOfTheSourceAreNoOptions(String source) throws MagicError {
      assertEquals(source, source(" n : " + source));
    }
  }

  @Nested
  final class Items {
    @Test
    void anItemIsANameWithOrWithoutAType() throws MagicError {
      assertEquals(List.of("||n"), items(" n : xs"));
      assertEquals(List.of("||n"), items(" var n : xs"));
      assertEquals(List.of("|long|n"), items(" long n : xs"));
      assertEquals(List.of("final|long|n"), items(" final long n : xs"));
      assertEquals(List.of("final||n"), items(" final n : xs"));
      assertEquals(List.of("final||n"), items(" final var n : xs"));
      assertEquals(List.of("|double[][]|m"), items(" double[][] m : xs"));
      assertEquals(
          List.of("|Map.Entry<String, List<? extends Number>>|e"),
          items(" Map.Entry<String, List<? extends Number>> e : xs"));
      assertEquals(List.of("||_"), items(" _ : 10"));
      assertEquals(List.of("||größe"), items(" größe : xs"));
    }

    @Test
    void severalItemsTakeTheItemApart() throws MagicError {
      assertEquals(List.of("||a", "||b"), items(" a, b : Lanes.zip(xs, ys)"));
      assertEquals(
          List.of("|int|a", "|Map<String, Integer>|b", "||c"),
          items(" int a, Map<String, Integer> b, var c : rows"));
      assertEquals(List.of("final|int|a", "final|int|b"), items(" final int a, int b : rows"));
    }

    @Test
    void anItemNeedsAName() {
      assertEquals("the item has no name [:]", mistake(" : xs"));
      assertEquals("the item has no name [,]", mistake(" , b : xs"));
      assertEquals("the item has no name [:]", mistake(" a, : xs"));
      assertEquals("the item `int[]` has no name [int[]]", mistake(" int[] : xs"));
      assertEquals("the item `int` has no name [int]", mistake(" int : xs"));
      assertEquals("`a b c` is not an item [a b c]", mistake(" a b c : xs"));
      assertEquals("`3` is not an item [3]", mistake(" 3 : xs"));
      assertEquals("`a` stands twice [a]", mistake(" a, a : xs"));
    }

    @Test
    void theNameLaneIsReserved() {
      assertTrue(mistake(" lane : xs").endsWith("[lane]"));
      assertTrue(mistake(" n : xs -> lane").endsWith("[lane]"));
      assertTrue(mistake(" -> int[] lane").endsWith("[lane]"));
    }
  }

  @Nested
  final class Sources {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "100",
          "List.of(100_000, 100_000)",
          "ready ? xs : ys",
          "Stream.of(\"a:b\", \"c -> d\").map(String::trim)",
          "f(x -> x + 1, (a, b) -> { return a > b ? 1 : 2; })",
          "xs.stream().map(Integer::toString)::iterator",
          "new int[] {1, 2, 3}",
          "chars(':', '\\'', '(')",
          "xs /* with ( a : comment -> z */ .toList()",
          "\"\"\"text \" block ( : \"\"\".lines()",
          "1.5e-3 < x ? as : bs",
          "Map.<String, Integer>of()",
          "switch (k) { case 1 -> xs; default -> ys; }"
        })
    void theSourceIsRawJava(String source) throws MagicError {
      assertEquals(source, source(" n : " + source));
      assertEquals(source, source(" n : " + source + " -> results"));
      assertEquals(source, source(" --quiet a, b:" + source + "->List<Number> results  "));
    }

    @Test
    void theSeparatorIsTheFirstColonAtDepthZero() throws MagicError {
      assertEquals("c ? xs : ys", source(" n : c ? xs : ys"));
      assertEquals("xs::iterator", source(" n : xs::iterator"));
    }

    @Test
    void aCommentMayEndTheHeader() throws MagicError {
      assertEquals("xs", source(" n : xs // all of them"));
      assertEquals("|ys", target(" n : xs -> ys // all of them: (yes"));
    }

    @Test
    void aBackslashContinuesTheHeader() throws MagicError {
      String header = " --workers 2 \\\n  n : List.of( \\\r\n 1, 2) \\\n -> ys";
      assertEquals("2", value(header));
      assertEquals("List.of( \\\r\n 1, 2)", source(header));
      assertEquals("|ys", target(header));
    }

    @Test
    void theSourceMustNotBeMissing() {
      assertEquals("the source is missing behind `:` [:]", mistake(" n : "));
      assertEquals("the source is missing behind `:` [:]", mistake(" n : -> ys"));
    }

    @Test
    void withoutAColonThereIsNoSource() {
      assertEquals("there is no `:` between item and source [n in xs]", mistake(" n in xs"));
      assertEquals("there is no `:` between item and source [xs]", mistake(" xs -> ys"));
      MagicError e = assertThrows(MagicError.class, () -> parse(" (int n : xs)"));
      assertEquals("write it without the parentheses", e.advice());
    }

    @Test
    void anUnclosedBracketIsAMistakeAndNeverSwallowsTheBody() {
      assertEquals("`(` is not closed [(]", mistake(" n : List.of(1, 2"));
      assertEquals("`{` is not closed [{]", mistake(" n : new int[] {1"));
      assertEquals("`)` closes nothing [)]", mistake(" n : xs)"));
      assertEquals("`]` where `)` must close the `(` []]", mistake(" n : f(1]"));
      assertEquals("the string is not closed [\"abc]", mistake(" n : \"abc"));
      assertEquals("the character is not closed ['a]", mistake(" n : 'a"));
      assertEquals("the comment is not closed [/*]", mistake(" n : xs /* and"));
      assertEquals("the text block is not closed [\"\"\"]", mistake(" n : \"\"\" a"));
    }
  }

  @Nested
  final class Targets {
    @Test
    void theResultHasANameAndMayHaveAType() throws MagicError {
      assertEquals("|ys", target(" n : xs -> ys"));
      assertEquals("|ys", target(" n : xs -> var ys"));
      assertEquals("long|total", target(" n : xs -> long total"));
      assertEquals("double[]|ys", target(" n : xs -> double[] ys"));
      assertEquals("List<Number>|xs", target(" n : xs -> List<Number> xs"));
      assertEquals(
          "java.util.List<Map<String, int[]>>|xs",
          target(" n : xs -> java.util.List<Map<String, int[]>> xs"));
      assertEquals("|pids", target(" -> pids"));
    }

    @Test
    void theLastArrowCounts() throws MagicError {
      assertEquals("|r", target(" f : a -> b -> r"));
      assertEquals("a -> b", source(" f : a -> b -> r"));
      assertEquals("x -> x + 1", source(" f : x -> x + 1"));
      assertTrue(parse(" f : x -> x + 1").target().isEmpty());
      assertTrue(parse(" n : xs.map(x -> y)").target().isEmpty());
    }

    @Test
    void theResultNeedsAName() {
      assertEquals("the name is missing behind `->` [->]", mistake(" n : xs ->"));
      assertEquals("`double[]` is a type, not a name [double[]]", mistake(" n : xs -> double[]"));
      assertEquals("`double` is a type, not a name [double]", mistake(" n : xs -> double"));
      assertEquals(
          "`List<Long>` is a type, not a name [List<Long>]", mistake(" n : xs -> List<Long>"));
      assertEquals("`class` is a word of Java, not a name [class]", mistake(" n : xs -> class"));
      assertEquals("`new` is a word of Java, not a name [new]", mistake(" n : xs -> double[] new"));
      assertEquals("what follows `->` is not `[Type] name` [7 + x]", mistake(" -> 7 + x"));
      assertEquals("`_` is not a name for a variable [_]", mistake(" n : xs -> _"));
    }
  }
}
