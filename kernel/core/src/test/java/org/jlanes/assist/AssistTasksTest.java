package org.jlanes.assist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import org.jlanes.engine.Engine.Completions.Item;
import org.jlanes.engine.jshell.Analysis;
import org.jlanes.engine.names.ClassIndex;
import org.jlanes.engine.source.JavaSplitter;
import org.jlanes.runtime.engine.MappedSource;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What help while typing costs, in work of the compiler; a bar marks the cursor.
final class AssistTasksTest {
  @AutoClose private final JShell jshell = JShell.builder().executionEngine("local").build();

  private final Analysis analysis =
      new Analysis() {
        @Override
        public <T> T with(Function<JShell, T> task) {
          return task.apply(jshell);
        }

        @Override
        public Optional<MappedSource> origin(Snippet snippet, JShell jshell) {
          return Optional.empty();
        }

        @Override
        public List<Path> classPath() {
          return List.of();
        }
      };

  private final JavaAssist assist =
      new JavaAssist(analysis, new ClassIndex(List.of(), List::of), new JavaSplitter(), List::of);

  private CountedTasks tasks;

  @BeforeEach
  void countTasks() throws ReflectiveOperationException {
    var unused = jshell.eval("import module java.base;");
    tasks = CountedTasks.of(jshell);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"abc\".len|",
        "Str|",
        "new ArrayLi|",
        "Function<String, Integer> length = String::le|",
        "class A extends Thr|",
        "new Thread(() -> Sys|",
        "List<String> names = List.of();\nnames.stream().ma|",
      })
  void aCompletionTakesOneTask(String marked) {
    int cursor = marked.indexOf('|');
    assertFalse(assist.complete(marked.replace("|", ""), cursor).items().isEmpty());
    assertEquals(1, tasks.take());
  }

  @Test
  void anInspectionTakesOneTask() {
    assertNotNull(assist.inspect("\"abc\".substring(", 16, 0));
    assertEquals(1, tasks.take());
  }

  @Test
  void aConstructorIsFoundWithoutReadingEveryClassInScope() {
    List<String> found =
        assist.complete("new ArrayLi", 11).items().stream().map(Item::text).toList();
    assertTrue(found.contains("ArrayList("), found.toString());
    assertTrue(tasks.hasRead("java.util.ArrayList"));
    assertFalse(tasks.hasRead("java.util.zip.ZipFile"));
  }
}
