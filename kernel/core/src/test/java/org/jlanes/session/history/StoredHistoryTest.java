package org.jlanes.session.history;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StoredHistoryTest {
  @TempDir private Path temporary;

  private Path folder() {
    return temporary.resolve("data").resolve("history");
  }

  private StoredHistory open() {
    return open(SessionFiles.Limits.USUAL);
  }

  private StoredHistory open(SessionFiles.Limits limits) {
    return new StoredHistory(new SessionFiles(folder(), limits));
  }

  private void session(String... inputs) {
    try (StoredHistory history = open()) {
      for (int i = 0; i < inputs.length; i++) {
        history.input(i + 1, inputs[i]);
      }
    }
  }

  private static List<String> texts(List<History.Entry> entries) {
    return entries.stream()
        .map(e -> e.session() + "/" + e.line() + " " + e.input() + " " + e.output())
        .toList();
  }

  @Test
  void theNextSessionSeesWhatWasRunWithItsOutput() throws Exception {
    try (StoredHistory first = open()) {
      first.input(1, "if (a) {\n  b\n}");
      first.output(1, "\"text\"\nof two lines");
      first.input(2, "c");
    }
    try (StoredHistory second = open()) {
      assertEquals(
          List.of("1/1 if (a) {\n  b\n} \"text\"\nof two lines", "1/2 c null"),
          texts(second.tail(10)));
      second.input(1, "d");
      assertEquals(List.of("1/2 c null", "2/1 d null"), texts(second.tail(2)));
      assertEquals(List.of("2/1 d null"), texts(second.range(0, 1, 9)));
      assertEquals(List.of("1/2 c null"), texts(second.range(-1, 2, 9)));
      assertEquals(List.of("1/2 c null"), texts(second.range(1, 2, 9)));
      assertEquals(List.of(), texts(second.range(-2, 0, 9)));
      assertEquals(List.of(), texts(second.range(Integer.MIN_VALUE, 0, 9)));
    }
  }

  @Test
  void aSessionWithoutCellsLeavesNothing() throws Exception {
    try (StoredHistory history = open()) {
      assertEquals(List.of(), history.tail(3));
    }
    assertFalse(Files.exists(folder()));
  }

  @Test
  void theSessionBeforeTheFirstCellIsTheLatest() throws Exception {
    session("a");
    session("b");
    try (StoredHistory third = open()) {
      assertEquals(List.of("2/1 b null"), texts(third.range(-1, 0, 9)));
      assertEquals(List.of(), texts(third.range(0, 0, 9)));
    }
  }

  @Test
  void aSearchGoesThroughAllSessions() throws Exception {
    session("x = 1", "y", "x = 1");
    session("x = 1", "x = 2");
    try (StoredHistory third = open()) {
      assertEquals(
          List.of("1/3 x = 1 null", "2/1 x = 1 null", "2/2 x = 2 null"),
          texts(third.search("x*", 3, false)));
      assertEquals(List.of("2/1 x = 1 null", "2/2 x = 2 null"), texts(third.search("x*", 9, true)));
    }
  }

  @Test
  void twoSessionsAtOnceHaveNumbersOfTheirOwn() throws Exception {
    try (StoredHistory one = open();
        StoredHistory other = open()) {
      one.input(1, "one");
      assertEquals(1, one.tail(1).size());
      assertEquals(List.of("1/1 one null"), texts(other.tail(9)));
      other.input(1, "other");
      assertEquals(1, other.tail(1).size());
      assertEquals(List.of("1/1 one null", "2/1 other null"), texts(one.tail(9)));
      assertEquals(List.of("1/1 one null"), texts(one.range(0, 0, 9)));
      assertEquals(List.of("2/1 other null"), texts(other.range(0, 0, 9)));
    }
  }

  @Test
  void damagedLinesCostNoOthers() throws Exception {
    session("a", "b");
    Path file = folder().resolve("1.jsonl");
    byte[] garbage = {'{', (byte) 0xff, 0, '\n', '[', ']', '\n', '\n'};
    Files.write(file, garbage, StandardOpenOption.APPEND);
    Files.writeString(file, "{\"line\":\"3\"}\n", StandardOpenOption.APPEND);
    Files.write(file, EntryLines.input(3, 3, "c"), StandardOpenOption.APPEND);
    Files.writeString(file, "[".repeat(100_000) + "\n", StandardOpenOption.APPEND);
    Files.writeString(file, "{\"line\":4,\"input\":\"d", StandardOpenOption.APPEND);
    try (StoredHistory next = open()) {
      assertEquals(List.of("1/1 a null", "1/2 b null", "1/3 c null"), texts(next.tail(9)));
    }
  }

  @Test
  void whatIsNotAHistoryIsLeftAlone() throws Exception {
    Files.createDirectories(folder().resolve("7.jsonl"));
    Files.writeString(folder().resolve("notes.txt"), "mine");
    session("a");
    try (StoredHistory next = open()) {
      assertEquals(List.of("8/1 a null"), texts(next.tail(9)));
    }
    assertTrue(Files.exists(folder().resolve("notes.txt")));
  }

  @Test
  void onlyTheUserMayReadIt() throws Exception {
    session("a");
    assertEquals("rwx------", permissions(folder()));
    assertEquals("rw-------", permissions(folder().resolve("1.jsonl")));
  }

  private static String permissions(Path file) throws IOException {
    return java.nio.file.attribute.PosixFilePermissions.toString(
        Files.getPosixFilePermissions(file));
  }

  @Test
  void anOutputBelongsToItsCellWhateverOthersHaveTheSameLine() throws Exception {
    try (StoredHistory history = open()) {
      int slow = history.input(1, "slow");
      int subshell = history.input(1, "a subshell's");
      history.output(subshell, "quick");
      history.output(slow, "late");
      assertEquals(List.of("1/1 slow late", "1/1 a subshell's quick"), texts(history.tail(9)));
    }
  }

  @Test
  void filesOfOlderVersionsAreReadByTheirLines() throws Exception {
    String old =
        """
        {"line":1,"input":"a"}
        {"line":1,"output":"A"}
        {"line":1,"input":"b"}
        {"line":2,"input":"c"}
        {"line":1,"output":"B"}
        """;
    assertEquals(
        List.of("3/1 a A", "3/1 b B", "3/2 c null"),
        texts(EntryLines.read(3, new ByteArrayInputStream(old.getBytes(UTF_8)))));
  }

  @Test
  void whereTheFolderCannotBeMadeTheSessionIsKeptInMemory() throws Exception {
    Files.writeString(temporary.resolve("data"), "a file, where the folder should be");
    try (StoredHistory history = open()) {
      history.input(1, "a");
      history.output(1, "A");
      history.input(2, "b");
      assertEquals(List.of("1/1 a A", "1/2 b null"), texts(history.tail(9)));
      assertEquals(List.of("1/2 b null"), texts(history.range(0, 2, 9)));
      assertEquals(List.of("1/1 a A"), texts(history.search("a", 9, true)));
    }
  }

  @Test
  void whatDoesNotFitIntoTheFileStaysInMemory() throws Exception {
    session("before");
    try (StoredHistory history = open(new SessionFiles.Limits(10, 1 << 20, 200))) {
      history.input(1, "small");
      history.input(2, "x".repeat(300));
      history.input(3, "small again");
      assertEquals(
          List.of(1, 2, 3), history.range(0, 0, 9).stream().map(History.Entry::line).toList());
      assertEquals(4, history.tail(9).size());
    }
    try (StoredHistory next = open()) {
      assertEquals(List.of("1/1 before null", "2/1 small null"), texts(next.tail(9)));
    }
  }

  @Test
  void oldSessionsAreRemovedButNoneThatRuns() throws Exception {
    try (StoredHistory running = open()) {
      running.input(1, "runs");
      assertEquals(1, running.tail(1).size());
      session("old");
      session("old too");
      try (StoredHistory last = open(new SessionFiles.Limits(2, 1 << 20, 1 << 20))) {
        last.input(1, "new");
        assertEquals(
            List.of("1/1 runs null", "3/1 old too null", "4/1 new null"), texts(last.tail(9)));
      }
    }
    try (StoredHistory last = open(new SessionFiles.Limits(10, 1, 1 << 20))) {
      last.input(1, "new");
      assertEquals(List.of("5/1 new null"), texts(last.tail(9)));
    }
  }

  @Test
  void aLongOutputIsCut() throws Exception {
    try (StoredHistory history = open()) {
      history.input(1, "a");
      history.output(1, "x".repeat(1_000_000));
      assertTrue(history.tail(1).getFirst().output().length() < 20_000);
    }
    assertTrue(Files.size(folder().resolve("1.jsonl")) < 20_000);
  }
}
