package org.jlanes.engine.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is a magic and what is Java.
final class CellSplitterTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "7\n % help",
        "7\n% help",
        "7\n%2",
        "foo(\n%help\n)",
        "\"\"\"\n%help\n\"\"\"",
        "/*\n%help\n*/",
        "int[] a = {\n%help\n};",
        "  %help",
        "char c = '\"';\n //\n",
      })
  void isJava(String cell) {
    assertEquals(List.of(new CellSegment.Java(0, cell.length())), CellSplitter.split(cell));
  }

  @Test
  void aLineMagicStandsBetweenJava() {
    String cell = "a;\n%time x\nb";
    assertEquals(
        List.of(
            new CellSegment.Java(0, 3),
            new CellSegment.Magic(3, false, "time", 8, 10, 10, 10),
            new CellSegment.Java(10, 12)),
        CellSplitter.split(cell));
  }

  @Test
  void bracketsInLiteralsDoNotCount() {
    assertEquals(List.of(14), CellSplitter.lineMagics("f(\"(\", '{'); \n%x"));
  }

  @Test
  void aBackslashContinuesAHeader() {
    String cell = "\n\n%%threads \\\n n : 5\nbody";
    CellSegment.Magic magic = (CellSegment.Magic) CellSplitter.split(cell).getFirst();
    assertEquals(" \\\n n : 5", cell.substring(magic.headerStart(), magic.headerEnd()));
    assertEquals("body", cell.substring(magic.bodyStart(), magic.bodyEnd()));
  }

  @Test
  void aCellMagicWithoutBodyHasAnEmptyOne() {
    CellSegment.Magic magic = (CellSegment.Magic) CellSplitter.split("%%bash").getFirst();
    assertEquals(magic.bodyStart(), magic.bodyEnd());
    assertEquals("bash", magic.name());
  }
}
