package org.jlanes.engine.jshell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What JShell imports for a type.
final class FewerImportsTest {
  private final JShell jshell = JShell.builder().executionEngine("local").build();
  private final FewerImports imports = new FewerImports(jshell);

  @AfterEach
  void close() {
    jshell.close();
  }

  private Snippet eval(String text) {
    List<SnippetEvent> events = imports.during(text, () -> jshell.eval(text));
    Snippet first = events.getFirst().snippet();
    assertEquals(List.of(), jshell.diagnostics(first).toList());
    return first;
  }

  private String compiled(Snippet snippet) {
    return jshell.sourceCodeAnalysis().wrapper(snippet).wrapped();
  }

  @Test
  void aNewTypeImportsOnlyTheNamesThatItMentions() {
    eval("import java.util.function.*;");
    eval("int used = 1;");
    eval("int other = 2;");
    eval("class Other {}");

    Snippet type = eval("/** Of one. */ final class One { IntSupplier it = () -> used; }");

    assertTrue(compiled(type).contains(".used;"), compiled(type));
    assertTrue(compiled(type).contains("java.util.function"), compiled(type));
    assertFalse(compiled(type).contains(".other;"), compiled(type));
    assertFalse(compiled(type).contains(".Other;"), compiled(type));
    assertEquals("3", jshell.eval("new One().it.getAsInt() + other").getFirst().value());
  }

  @Test
  void codeThatWaitsForATypeGetsItsOwnImports() {
    eval("int base = 40;");
    SnippetEvent waiting = jshell.eval("int sum() { return base + new Late().two; }").getFirst();
    assertEquals(Snippet.Status.RECOVERABLE_DEFINED, waiting.status());

    eval("class Late { int two = 2; }");

    assertEquals("42", jshell.eval("sum()").getFirst().value());
  }

  @Test
  void codeThatUsesATypeGetsItsOwnImportsWhenTheTypeIsReplaced() {
    eval("int base = 40;");
    eval("record Pair(int a) {}");
    eval("class Sum { int of(Pair p) { return base + p.a(); } }");

    eval("record Pair(long b, int a) {}");

    assertEquals("42", jshell.eval("new Sum().of(new Pair(0, 2))").getFirst().value());
  }

  @Test
  void aNameBehindAnEscapeIsFound() {
    eval("int used = 1;");
    eval("class A { static int it = \\u0075sed; }");
    assertEquals("1", jshell.eval("A.it").getFirst().value());
  }
}
