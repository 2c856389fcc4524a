package org.jlanes.magics.header;

import static org.jlanes.magics.header.Headers.mistake;
import static org.jlanes.magics.header.Headers.parse;
import static org.jlanes.magics.header.Headers.source;
import static org.jlanes.magics.header.Headers.target;
import static org.jlanes.magics.header.Headers.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.jlanes.runtime.magic.MagicError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Sources of a header: one test for each rule.
final class HeaderSourceTest {
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
