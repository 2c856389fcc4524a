package org.jlanes.magics.header;

import static org.jlanes.magics.header.Headers.mistake;
import static org.jlanes.magics.header.Headers.parse;
import static org.jlanes.magics.header.Headers.source;
import static org.jlanes.magics.header.Headers.target;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jlanes.runtime.magic.MagicError;
import org.junit.jupiter.api.Test;

/// Results of a header: one test for each rule.
final class HeaderTargetTest {
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
