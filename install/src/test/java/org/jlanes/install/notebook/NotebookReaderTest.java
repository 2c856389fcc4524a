package org.jlanes.install.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NotebookReaderTest {
  private static final String CELL =
      """
      {"cell_type": "code", "metadata": {}, "source": ["1 +\\n", " 1"], "outputs": []}\
      """;

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void chooseFile() {
    file = folder.resolve("a.ipynb");
  }

  private NotebookException refusal(String text) throws IOException {
    Files.writeString(file, text);
    return assertThrows(NotebookException.class, () -> Notebook.read(file));
  }

  private static void assertMentions(NotebookException refusal, String message, String advice) {
    assertTrue(refusal.getMessage().contains(message), refusal.getMessage());
    assertTrue(refusal.advice().contains(advice), refusal.advice());
  }

  @Test
  void aNotebookOfOtherKeysInAnyOrderIsReadAndKept() throws Exception {
    String text =
        """
        {"zebra": {"b": 1.50, "a": null}, "nbformat_minor": 5, "nbformat": 4, "metadata": {},
         "cells": [%s]}\
        """
            .formatted(CELL);
    Files.writeString(file, text);

    Notebook notebook = Notebook.read(file);

    assertEquals("1 +\n 1", notebook.cells().getFirst().source());
    String written = notebook.toJson();
    assertTrue(written.startsWith("{\n \"zebra\": {\n  \"b\": 1.50,\n  \"a\": null\n },"), written);
  }

  @Test
  void aMissingFileNamesTheNotebooksBesideIt() throws Exception {
    Files.writeString(folder.resolve("other.ipynb"), "{}");
    var refusal = assertThrows(NotebookException.class, () -> Notebook.read(file));
    assertMentions(refusal, "there is no file " + file, "other.ipynb");
  }

  @Test
  void aFolderNamesTheNotebooksInIt() throws Exception {
    Files.writeString(folder.resolve("other.ipynb"), "{}");
    var refusal = assertThrows(NotebookException.class, () -> Notebook.read(folder));
    assertMentions(refusal, "is a folder", "other.ipynb");
  }

  @Test
  void anEmptyFileIsCalledEmpty() throws IOException {
    assertMentions(refusal(" \n"), "is empty", "Restore it");
  }

  @Test
  void aFileCutOffIsSaidToEndInTheMiddle() throws IOException {
    assertMentions(
        refusal("{\"cells\": [\n  {\"cell_type\": \"co"),
        "ends in the middle, in line 2",
        "Restore");
  }

  @Test
  void aSyntaxErrorIsShownWithItsLine() throws IOException {
    assertMentions(
        refusal("{\n \"nbformat\": 4,\n \"cells\": [}\n}"),
        "is damaged: no valid JSON at line 3",
        "\"cells\": [}");
  }

  @Test
  void aMergeConflictIsRecognised() throws IOException {
    assertMentions(
        refusal("{\n<<<<<<< HEAD\n \"nbformat\": 4,\n=======\n>>>>>>> x\n}"),
        "line 2 is a mark of a git merge conflict",
        "git checkout --ours");
  }

  @Test
  void aTextFileIsNoNotebook() throws IOException {
    assertMentions(refusal("import os\n"), "is not a notebook: it starts with `import os`", "JSON");
  }

  @Test
  void bytesThatAreNoTextAreRefused() throws IOException {
    Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
    var refusal = assertThrows(NotebookException.class, () -> Notebook.read(file));
    assertMentions(refusal, "it is not UTF-8 text", ".ipynb");
  }

  @Test
  void jsonWithoutNbformatIsNoNotebook() throws IOException {
    assertMentions(refusal("{\"name\": \"x\"}"), "it has no number `nbformat`", "Name");
  }

  @Test
  void jsonWithoutCellsIsNoNotebook() throws IOException {
    assertMentions(refusal("{\"nbformat\": 4}"), "it has no list `cells`", "Name");
  }

  @Test
  void anOldFormatIsToBeConverted() throws IOException {
    assertMentions(
        refusal("{\"nbformat\": 3, \"worksheets\": []}"), "nbformat 3", "jupyter nbconvert");
  }

  @Test
  void aNewerFormatIsRefused() throws IOException {
    assertMentions(refusal("{\"nbformat\": 5, \"cells\": []}"), "nbformat 5", "version 4");
  }

  @Test
  void aCellWithoutSourceIsNamed() throws IOException {
    assertMentions(
        refusal("{\"nbformat\": 4, \"cells\": [%s, {\"cell_type\": \"code\"}]}".formatted(CELL)),
        "its cell 2 has no `source`",
        "restore");
  }

  @Test
  void aCellOfUnknownTypeIsNamed() throws IOException {
    assertMentions(
        refusal("{\"nbformat\": 4, \"cells\": [{\"cell_type\": \"kode\", \"source\": \"\"}]}"),
        "its cell 1 has the `cell_type` \"kode\"",
        "Mend");
  }
}
