package org.jlanes.lanes.process;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Parts of sequences for workers.
final class SharesTest {
  @Test
  void partsDifferByOneElementAtMostAndComeTogetherAgain() {
    int[] all = {1, 2, 3, 4, 5, 6, 7};
    List<Object> parts = Shares.split("x", all, 3);
    assertEquals(List.of(3, 2, 2), parts.stream().map(p -> ((int[]) p).length).toList());
    assertArrayEquals(all, (int[]) Shares.join(parts));
    String[] two = {"a", "b"};
    assertArrayEquals(two, (String[]) Shares.join(Shares.split("x", two, 3)));
    assertEquals(List.of(1, 2, 3), Shares.join(Shares.split("x", List.of(1, 2, 3), 5)));
    assertEquals(List.of(4), Shares.join(Shares.split("x", Set.of(4), 2)));
  }

  @Test
  void whatIsNoSequenceIsNotCutAndStaysAsItIs() {
    assertEquals(List.of(1.5, 2.5), Shares.join(List.of(1.5, 2.5)));
    List<Object> mixed = Arrays.asList(new int[1], null);
    assertEquals(mixed, Shares.join(mixed));
    for (Object wrong : Arrays.asList(null, "text", 5)) {
      var refused = assertThrows(IllegalArgumentException.class, () -> Shares.split("x", wrong, 2));
      assertTrue(refused.getMessage().contains("must be an array or a collection, not"));
      assertThrows(IllegalArgumentException.class, () -> Shares.elements("x", wrong));
    }
  }
}
