package org.jlanes.magics.general;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jlanes.runtime.magic.Magic;
import org.jlanes.runtime.magic.MagicError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileMagicsTest {
  private final MagicCell cell = new MagicCell();
  @TempDir Path folder;

  @Test
  void loadPutsAFileIntoTheCell() throws Exception {
    Path file = Files.writeString(folder.resolve("a b.java"), "int ä = 1;\n");
    cell.run(new LoadMagic(), "%load '" + file + "'");
    assertEquals(
        List.of(Map.of("source", "set_next_input", "text", "int ä = 1;\n", "replace", true)),
        cell.payloads);
  }

  @Test
  void lessShowsAFileInThePager() throws Exception {
    Path file = Files.writeString(folder.resolve("long.txt"), "a long story");
    cell.run(new LessMagic(), "%less " + file);
    assertEquals(
        List.of(Map.of("source", "page", "data", Map.of("text/plain", "a long story"), "start", 0)),
        cell.payloads);
  }

  @Test
  void whatIsWrongWithTheFileIsSaid() throws Exception {
    for (Magic magic : List.of(new LoadMagic(), new LessMagic())) {
      String call = "%" + magic.name() + " ";
      assertMistake(magic, call, "missing");
      assertMistake(magic, call + "a b", "more than one");
      assertMistake(magic, call + folder.resolve("none"), "there is no file");
      assertMistake(magic, call + folder, "cannot read");
      Path bytes = Files.write(folder.resolve("bytes"), new byte[] {(byte) 0xff});
      assertMistake(magic, call + bytes, "not text in UTF-8");
    }
    assertEquals(List.of(), cell.payloads);
  }

  private void assertMistake(Magic magic, String call, String word) {
    MagicError mistake = assertThrows(MagicError.class, () -> cell.run(magic, call));
    assertTrue(mistake.getMessage().contains(word), mistake.getMessage());
  }
}
