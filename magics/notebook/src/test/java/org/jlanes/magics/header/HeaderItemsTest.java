package org.jlanes.magics.header;

import static org.jlanes.magics.header.Headers.items;
import static org.jlanes.magics.header.Headers.mistake;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.jlanes.runtime.magic.MagicError;
import org.junit.jupiter.api.Test;

/// Items of a header: one test for each rule.
final class HeaderItemsTest {
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
