package org.jlanes.engine.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Cells are split as the compiler reads them.
final class JavaSplitterTest {
  private final JavaSplitter splitter = new JavaSplitter();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "import java.util.*; int x = 1, y = 2; x + y | IMPORT STATEMENT EXPRESSION",
        "int f(int a) { return a; } f(1); | METHOD STATEMENT",
        "<T> T id(T t) { return t; } | METHOD",
        "sealed interface S permits A {} record A() implements S {} | TYPE TYPE",
        "@Deprecated class A {} enum E { X } | TYPE TYPE",
        "if (a) { b(); } else c(); | STATEMENT",
        "lab: for (;;) break lab; | STATEMENT",
        "switch (1) { case 1: f(); break; default: } | STATEMENT",
        "switch (1) { case 1 -> 2; default -> 3; } | EXPRESSION",
        "a < b | EXPRESSION",
        "f(); a < b | STATEMENT EXPRESSION",
        "List<Integer> l = List.of(); l | STATEMENT EXPRESSION",
        "var r = new Runnable() { public void run() {} }; | STATEMENT",
        "x = 5 | EXPRESSION",
        "int a = 1;;; a | STATEMENT EXPRESSION",
        "synchronized (this) { } | STATEMENT",
        "// only a comment | ``",
      })
  void partsHaveTheirKinds(String code, String kinds) {
    JavaParts parts = splitter.split(code, false);
    assertTrue(parts.error().isEmpty(), () -> parts.error().toString());
    assertEquals(
        kinds, parts.parts().stream().map(p -> p.kind().name()).collect(Collectors.joining(" ")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "foo( | true",
        "int x = | true",
        "class A { | true",
        "/* x | true",
        "foo() bar() | false",
        "} | false",
        "x ) | false"
      })
  void mistakesAtTheEndMayBeMendedByMore(String code, boolean atEnd) {
    assertEquals(atEnd, splitter.split(code, true).error().orElseThrow().atEnd(), code);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "int x = 1",
        "import java.util.*",
        "import module java.sql",
        "throw new Exception(\"x\") // why",
        "do x++; while (x < 3)",
        "assert x > 1",
        "if (x > 1) x--",
        "if (x > 1) { x--; } else foo()",
        "for (;;) foo()",
      })
  void theLastPartMayLackItsSemicolonOnlyIfLenient(String code) {
    JavaParts lenient = splitter.split(code, true);
    assertEquals(Optional.empty(), lenient.error());
    assertFalse(lenient.parts().getLast().terminated());
    assertTrue(splitter.split(code, false).error().isPresent());
  }

  @ParameterizedTest
  @ValueSource(strings = {"void f()", "class A { int x = 1", "for (int i = 0", "{ foo()"})
  void whatIsHalfWrittenMayNotLackItsSemicolon(String code) {
    assertTrue(splitter.split(code, true).error().orElseThrow().atEnd());
  }

  @Test
  void callsOfMethodsOfAnEnclosingClassAreNotReported() {
    var part =
        splitter.split("class A { void f() { f(); g(this.h()); } }", false).parts().getFirst();
    assertEquals("[g]", part.calls().stream().map(c -> c.name()).toList().toString());
  }

  @Test
  void offsetsAreUtf16() {
    var part = splitter.split("\"é😀\"; x", false).parts().getLast();
    assertEquals(7, part.start());
  }
}
