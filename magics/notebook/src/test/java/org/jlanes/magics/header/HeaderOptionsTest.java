package org.jlanes.magics.header;

import static org.jlanes.magics.header.Headers.MAGIC;
import static org.jlanes.magics.header.Headers.items;
import static org.jlanes.magics.header.Headers.mistake;
import static org.jlanes.magics.header.Headers.parse;
import static org.jlanes.magics.header.Headers.source;
import static org.jlanes.magics.header.Headers.target;
import static org.jlanes.magics.header.Headers.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.jlanes.runtime.magic.MagicCall;
import org.jlanes.runtime.magic.MagicError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Options of a header: one test for each rule.
final class HeaderOptionsTest {
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
    assertEquals("--limit belongs to %%virtual [--limit]", mistake(" --limit 3 n : xs"));
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

  private static boolean asksForHelp(String header) {
    String cell = Headers.MAGIC + header + "\nbody";
    return LaneHeader.asksForHelp(
        new MagicCall(
            "threads",
            true,
            cell,
            Headers.MAGIC.length(),
            Headers.MAGIC.length() + header.length(),
            Headers.MAGIC.length() + header.length() + 1,
            cell.length(),
            null,
            null),
        List.of(new OptionSpec("workers", "N", ""), new OptionSpec("quiet", null, "")));
  }

  @Test
  void helpIsAnOptionBetweenOthers() {
    for (String header :
        List.of(
            " --help",
            " --quiet --help n : xs",
            " --workers 4 --help",
            " --workers {a + 1} \\\n --help",
            " --help --wrong")) {
      assertTrue(asksForHelp(header), header);
    }
  }

  @Test
  void helpInAStringAValueOrBehindTheOptionsIsNone() {
    for (String header :
        List.of(
            " s : List.of(\"ls --help -l\")",
            " --workers '4 --help ' n : xs",
            " --workers={x --help } n : xs",
            " -- --help",
            " n : xs --help",
            " --workers --help",
            " --wrong --help")) {
      assertFalse(asksForHelp(header), header);
    }
  }
}
