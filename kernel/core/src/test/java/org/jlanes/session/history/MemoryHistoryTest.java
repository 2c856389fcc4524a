package org.jlanes.session.history;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class MemoryHistoryTest {
  private final MemoryHistory history = new MemoryHistory();

  @BeforeEach
  void runFourCells() {
    history.input(1, "int a = 1;");
    history.input(2, "a + 1");
    history.output(2, "2");
    history.input(3, "if (a > 0) {\n  a++;\n}");
    history.input(4, "a + 1");
    history.output(4, "3");
  }

  private static List<Integer> lines(List<History.Entry> entries) {
    return entries.stream().map(History.Entry::line).toList();
  }

  @Test
  void anOutputBelongsToItsCellWhateverOthersHaveTheSameLine() {
    int slow = history.input(5, "slow");
    int subshell = history.input(5, "a subshell's");
    history.output(subshell, "of the subshell");
    history.output(slow, "of the slow one");
    history.output(99, "of no cell");
    assertEquals(
        Arrays.asList(null, "2", null, "3", "of the slow one", "of the subshell"),
        history.tail(9).stream().map(History.Entry::output).toList());
  }

  @Test
  void theTailIsTheLastOldestFirst() {
    assertEquals(List.of(3, 4), lines(history.tail(2)));
    assertEquals(List.of(1, 2, 3, 4), lines(history.tail(100)));
    assertEquals(List.of(), lines(history.tail(-1)));
  }

  @Test
  void aRangeEndsBeforeItsStop() {
    assertEquals(List.of(2, 3), lines(history.range(0, 2, 4)));
    assertEquals(List.of(2, 3), lines(history.range(1, 2, 4)));
    assertEquals(List.of(), lines(history.range(-1, 0, 10)));
    assertEquals(List.of(), lines(history.range(0, 4, 2)));
  }

  @Test
  void aSearchMatchesTheWholeInputAcrossLines() {
    assertEquals(List.of(3), lines(history.search("if*}", 10, false)));
    assertEquals(List.of(2, 4), lines(history.search("a ? 1", 10, false)));
    assertEquals(List.of(), lines(history.search("a", 10, false)));
    assertEquals(List.of(4), lines(history.search("a*", 1, false)));
  }

  @Test
  void aUniqueSearchKeepsTheLastOfEqualInputs() {
    assertEquals(List.of(1, 3, 4), lines(history.search("*", 10, true)));
  }

  @Test
  void charactersThatAreSpecialInRegularExpressionsAreLiteral() {
    assertEquals(List.of(), lines(history.search("a.+.1", 10, false)));
    assertEquals(List.of(3), lines(history.search("*{*", 10, false)));
  }
}
