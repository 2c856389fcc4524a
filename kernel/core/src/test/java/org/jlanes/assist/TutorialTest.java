package org.jlanes.assist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jlanes.engine.Engine;
import org.jlanes.engine.Engine.Completions;
import org.jlanes.engine.Engine.Completions.Item;
import org.jlanes.engine.jshell.JShellEngineFactory;
import org.jlanes.runtime.display.MimeBundle;
import org.jlanes.runtime.engine.CellFailure;
import org.jlanes.runtime.engine.EngineView;
import org.jlanes.runtime.scope.RecordedOutput;
import org.jlanes.runtime.scope.Scope;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Help while typing the kind of code that is in tutorials: streams, records, the HTTP client,
/// collections, text blocks, generics. The cells of `setup.txt` have been run before.
final class TutorialTest {
  private static Engine engine;

  @BeforeAll
  static void runSetup() throws CellFailure {
    engine = new JShellEngineFactory().create(Optional.empty());
    for (Corpus cell : Corpus.read("setup.txt").toList()) {
      Scope scope =
          new Scope("setup", 1, new RecordedOutput(), Map.of(EngineView.class, engine.view()));
      MimeBundle _ = engine.run(cell.code(), scope, false);
    }
  }

  @AfterAll
  static void close() {
    engine.close();
  }

  static Stream<Corpus> completion() {
    return Corpus.read("completion.txt");
  }

  @ParameterizedTest
  @MethodSource
  void completion(Corpus typed) {
    Completions found = engine.complete(typed.code(), typed.cursor());
    String[] expected = typed.expected().getFirst().split(" ; ");
    List<Item> items = found.items().stream().filter(i -> i.text().equals(expected[0])).toList();
    assertEquals(1, items.size(), found.toString());
    assertEquals(expected[1], items.getFirst().type(), items.toString());
    if (expected.length > 2) {
      assertEquals(expected[2], items.getFirst().signature());
    }
    assertEquals(typed.cursor(), found.end());
    String inserted = typed.code().substring(found.start(), found.end());
    assertTrue(expected[0].startsWith(inserted), inserted);
  }

  static Stream<Corpus> inspection() {
    return Corpus.read("inspection.txt");
  }

  @ParameterizedTest
  @MethodSource
  void inspection(Corpus typed) {
    MimeBundle found = engine.inspect(typed.code(), typed.cursor(), 1);
    assertNotNull(found);
    for (String expected : typed.expected()) {
      assertTrue(found.plain().contains(expected), found.plain());
    }
    assertTrue(found.data().get("text/html").toString().contains("<pre>"));
  }

  static Stream<Corpus> completeness() {
    return Corpus.read("completeness.txt");
  }

  @ParameterizedTest
  @MethodSource
  void completeness(Corpus typed) {
    assertEquals(typed.expected().getFirst(), engine.isComplete(typed.code()).status());
  }
}
