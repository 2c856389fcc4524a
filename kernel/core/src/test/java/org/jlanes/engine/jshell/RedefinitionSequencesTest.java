package org.jlanes.engine.jshell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Runs the sequences of cells in `redefinitions.txt`, which says how it is to be read.
final class RedefinitionSequencesTest {
  /// A cell, and what is to come of it.
  ///
  /// @param value its value as plain text, or null if any will do
  /// @param notes what it says on stderr, in parts; empty if it says nothing
  /// @param error a part of the traceback, or null if it must succeed
  record Cell(String code, String value, List<String> notes, String error) {}

  @BeforeAll
  static void redefines() {
    assertTrue(
        TestAgent.instrumentation().isPresent(), "the tests must run with target/test-agent.jar");
  }

  @ParameterizedTest
  @MethodSource("sequences")
  void keepsWhatCanBeKept(List<Cell> cells) {
    try (EngineSession session = new EngineSession()) {
      for (Cell cell : cells) {
        EngineSession.Outcome outcome = session.run(cell.code);
        String said = cell.code + "\n" + outcome.stderr();
        if (cell.error == null) {
          assertTrue(
              outcome.failure() == null,
              () -> said + (outcome.failure() == null ? "" : outcome.traceback()));
        } else {
          assertTrue(
              outcome.failure() != null && outcome.traceback().contains(cell.error), () -> said);
        }
        if (cell.value != null) {
          assertEquals(cell.value, String.valueOf(outcome.value()), said);
        }
        cell.notes.forEach(note -> assertTrue(outcome.stderr().contains(note), said));
        assertEquals(cell.notes.isEmpty(), outcome.stderr().isEmpty(), said);
      }
    }
  }

  @Test
  void thereAreSixtyAndTenOfThemAreAboutTypesThatCannotBeWritten() throws IOException {
    List<String> titles = sequences().map(Named::getName).toList();
    assertEquals(titles.size(), titles.stream().distinct().count());
    assertTrue(titles.size() >= 60, titles.size() + " sequences");
    assertTrue(titles.stream().filter(t -> t.startsWith("var: ")).count() >= 10);
  }

  static Stream<Named<List<Cell>>> sequences() throws IOException {
    try (InputStream table =
        RedefinitionSequencesTest.class.getResourceAsStream("redefinitions.txt")) {
      String text = new String(table.readAllBytes(), StandardCharsets.UTF_8);
      return Stream.of(text.split("(?m)^== "))
          .skip(1)
          .map(sequence -> {
            int end = sequence.indexOf('\n');
            return Named.of(sequence.substring(0, end).strip(), cells(sequence.substring(end + 1)));
          });
    }
  }

  private static List<Cell> cells(String sequence) {
    List<Cell> cells = new ArrayList<>();
    for (String block : sequence.split("(?m)^--$")) {
      StringBuilder code = new StringBuilder();
      String value = null;
      String error = null;
      List<String> notes = new ArrayList<>();
      for (String line : block.strip().split("\n")) {
        if (line.startsWith("> ")) {
          value = line.substring(2);
        } else if (line.startsWith("! ")) {
          notes.add(line.substring(2));
        } else if (line.startsWith("x ")) {
          error = line.substring(2);
        } else {
          code.append(line).append('\n');
        }
      }
      cells.add(new Cell(code.toString().strip(), value, List.copyOf(notes), error));
    }
    return cells;
  }
}
