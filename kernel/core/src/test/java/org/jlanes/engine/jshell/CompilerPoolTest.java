package org.jlanes.engine.jshell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.tools.javac.api.BasicJavacTask;
import com.sun.tools.javac.code.Symtab;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.TreeSet;
import jdk.jshell.JShell;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The compilers that JShell works with.
final class CompilerPoolTest {
  private final JShell jshell = JShell.builder().executionEngine("local").build();
  private final CompilerPool compilers = new CompilerPool(jshell);

  @AfterEach
  void close() {
    jshell.close();
  }

  @Test
  void aCompilerKnowsWhichClassesAreTheNotebooksAlsoWhenItIsUsedAgain() throws Exception {
    assertEquals(Set.of("REPL.A", "REPL.A$B"), listed("A", "class A { class B {} }"));
    assertEquals(Set.of("REPL.C"), listed("C", "class C { Object o = java.util.List.of(); }"));
    jshell.addToClasspath(System.getProperty("java.io.tmpdir"));
    assertEquals(Set.of("REPL.C"), listed("C", "class C {}"));
  }

  private Set<String> listed(String name, String text) throws ReflectiveOperationException {
    compilers.prepare();
    Set<String> names = new TreeSet<>();
    new ShellTasks(jshell)
        .run(
            name,
            "package REPL; " + text,
            (task, _) -> {
              try {
                assertTrue(task.analyze().iterator().hasNext());
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
              Symtab.instance(((BasicJavacTask) task).getContext())
                  .getAllClasses()
                  .forEach(symbol -> names.add(symbol.flatName().toString()));
            });
    return names;
  }
}
