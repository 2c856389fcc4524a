package org.jlanes.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExecutedNotebookTest {
  @TempDir Path folder;

  private List<Path> left() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  @Test
  void aReaderOfTheOldFileNeverSeesAPartOfTheNewOne() throws Exception {
    Path file = Files.writeString(folder.resolve("n.ipynb"), "old");
    try (var reader = Files.newBufferedReader(file)) {
      new ExecutedNotebook(file).write("new");
      assertEquals("old", reader.readLine());
    }
    assertEquals("new", Files.readString(file));
    assertEquals(List.of(file), left());
  }

  @Test
  void whoMayReadItAndTheLinkToItStay() throws Exception {
    Path file = Files.writeString(Files.createDirectory(folder.resolve("d")).resolve("n"), "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw----"));
    Path link = Files.createSymbolicLink(folder.resolve("link.ipynb"), file);

    new ExecutedNotebook(link).write("new");

    assertTrue(Files.isSymbolicLink(link));
    assertEquals("new", Files.readString(file));
    assertEquals("rw-rw----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  @Test
  void aNewFileIsNotForItsOwnerAlone() throws Exception {
    Path usual = Files.writeString(folder.resolve("usual"), "");
    Path file = folder.resolve("made/for/it/n.ipynb");
    new ExecutedNotebook(file).write("new");
    assertEquals(Files.getPosixFilePermissions(usual), Files.getPosixFilePermissions(file));
  }

  @Test
  void whatCannotBeReplacedLeavesNothingBehind() throws Exception {
    Path directory = Files.createDirectory(folder.resolve("n.ipynb"));
    Path inside = Files.createFile(directory.resolve("x"));
    ExecutedNotebook notebook = new ExecutedNotebook(directory);
    assertThrows(CommandException.class, notebook::refuseUnwritable);
    assertThrows(CommandException.class, () -> notebook.write("new"));
    assertEquals(List.of(directory), left());
    assertTrue(Files.exists(inside));
  }

  @Test
  void aDeviceIsWrittenAndNotReplaced() throws Exception {
    ExecutedNotebook notebook = new ExecutedNotebook(Path.of("/dev/null"));
    notebook.refuseUnwritable();
    notebook.write("new");
    assertTrue(Files.exists(Path.of("/dev/null")) && !Files.isRegularFile(Path.of("/dev/null")));
  }
}
