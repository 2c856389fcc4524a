package org.jlanes.lanes.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ConvoyTest {
  private final Convoy<Integer, Integer> convoy = new Convoy<>();

  /// Items whose value is ten times their index.
  private static Flight<Integer, Integer> flight(int from, int to) {
    List<Integer> items = IntStream.range(from, to).map(i -> 10 * i).boxed().toList();
    return new Flight<>(from, items, 1, outcome -> {}, 0);
  }

  /// The indices of the items of flights, of which each must have the item that belongs to it.
  private static List<Integer> indices(List<Flight<Integer, Integer>> flights) {
    List<Integer> indices = new ArrayList<>();
    for (Flight<Integer, Integer> flight : flights) {
      Load load = flight.load();
      for (int i = 0; i < load.size(); i++) {
        assertEquals(10 * (load.index() + i), load.items()[i]);
        indices.add(load.index() + i);
      }
    }
    return indices;
  }

  private List<Integer> indices() {
    List<Integer> indices = indices(convoy.those(flight -> true));
    assertEquals(indices.size(), convoy.size());
    assertEquals(indices.isEmpty(), convoy.isEmpty());
    return indices;
  }

  private static List<Integer> range(int from, int to) {
    return IntStream.range(from, to).boxed().toList();
  }

  @Test
  void itemsAreTakenFromTheFrontAndStayTogether() {
    convoy.add(flight(0, 10));
    convoy.add(flight(20, 25));

    assertEquals(range(0, 4), indices(List.of(convoy.poll(4))));
    assertEquals(range(4, 10), indices(List.of(convoy.poll(100))));
    assertEquals(range(20, 25), indices());
    assertEquals(range(20, 25), indices(List.of(convoy.poll(5))));
    assertNull(convoy.poll(1));
    convoy.add(flight(3, 5));
    assertEquals(range(3, 5), indices());
  }

  @Test
  void whatIsPutInFrontComesBeforeAllElse() {
    convoy.addFirst(List.of(flight(5, 7), flight(1, 2)));
    convoy.add(flight(9, 10));

    assertEquals(List.of(5, 6, 1, 9), indices());
  }

  @Test
  void anItemGetsAFlightOfItsOwnWhereItStands() {
    for (int index : new int[] {0, 3, 9}) {
      Convoy<Integer, Integer> each = new Convoy<>();
      each.add(flight(0, 10));
      each.add(flight(20, 21));
      Flight<Integer, Integer> single = each.single(index);

      assertEquals(List.of(index), indices(List.of(single)));
      assertEquals(11, each.size());
      each.add(flight(30, 31));
      List<Integer> all = new ArrayList<>(range(0, 10));
      all.addAll(List.of(20, 30));
      assertEquals(all, indices(each.those(flight -> true)));
    }
    assertNull(convoy.single(0));
  }

  @Test
  void anItemIsTakenOut() {
    convoy.add(flight(0, 5));

    assertEquals(List.of(4), indices(List.of(convoy.remove(4))));
    assertEquals(List.of(0), indices(List.of(convoy.remove(0))));
    assertNull(convoy.remove(0));
    convoy.add(flight(7, 8));
    assertEquals(List.of(1, 2, 3, 7), indices());
  }

  @Test
  void everyItemCanGetAFlightOfItsOwn() {
    convoy.add(flight(0, 3));
    convoy.add(flight(5, 6));

    List<Flight<Integer, Integer>> all = convoy.clearOneByOne();

    assertTrue(convoy.isEmpty());
    assertTrue(all.stream().allMatch(flight -> flight.size() == 1));
    assertEquals(List.of(0, 1, 2, 5), indices(all));
  }

  @Test
  void anyItemsCanBeTakenOut() {
    Random random = new Random(1);
    for (int round = 0; round < 500; round++) {
      Convoy<Integer, Integer> each = new Convoy<>();
      int to = 0;
      for (int i = 0; i < 5; i++) {
        int from = to + random.nextInt(3);
        to = from + 1 + random.nextInt(5);
        each.add(flight(from, to));
      }
      List<Integer> before = indices(each.those(flight -> true));
      List<Integer> out = IntStream.range(0, to).filter(i -> random.nextBoolean()).boxed().toList();
      List<Integer> in = new ArrayList<>(before);
      in.removeAll(out);
      List<Integer> expected = new ArrayList<>(before);
      expected.retainAll(out);

      var removed = each.removeAll(out.reversed().stream().mapToInt(i -> i).toArray());

      assertEquals(expected, indices(removed));
      assertEquals(in, indices(each.those(flight -> true)));
      assertEquals(in.size(), each.size());
    }
  }
}
