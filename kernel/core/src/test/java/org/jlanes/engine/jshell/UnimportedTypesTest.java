package org.jlanes.engine.jshell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.jlanes.engine.Engine.Completions.Item;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Completion of types that are not imported.
final class UnimportedTypesTest {
  @AutoClose private static final EngineSession session = new EngineSession();

  @BeforeAll
  static void theIndexIsMade() {
    assertNotNull(session.run("Nowhere n = null;").failure());
  }

  private static List<Item> items(String code) {
    return session.engine().complete(code, code.length()).items();
  }

  @Test
  void theyStandBehindAllOthersWithTheirImport() {
    List<Item> items = items("Connec");
    List<String> texts = items.stream().map(Item::text).toList();
    assertTrue(texts.contains("ConnectException"), texts.toString());
    Item sql = items.get(texts.indexOf("Connection"));
    assertEquals("interface", sql.type());
    assertEquals("import java.sql.Connection;", sql.signature());
    assertTrue(texts.indexOf("ConnectException") < texts.indexOf("Connection"), texts.toString());
    boolean behind = false;
    for (Item item : items) {
      assertFalse(behind && !item.signature().startsWith("import "), items.toString());
      behind |= item.signature().startsWith("import ");
    }
    assertEquals(texts.stream().distinct().toList(), texts);
  }

  @Test
  void onlyWhatCanBeMadeStandsBehindNew() {
    List<String> texts = items("var w = new SwingWork").stream().map(Item::text).toList();
    assertTrue(texts.stream().noneMatch("SwingConstants"::equals), texts.toString());
    assertTrue(items("new Recta").stream().anyMatch(i -> i.text().equals("Rectangle")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Con", "connec", "String.Connec", "import Connec", "\"\".Connec"})
  void withoutFourLettersOfATypeNoneIsOffered(String code) {
    assertTrue(items(code).stream().noneMatch(i -> i.signature().startsWith("import ")), code);
  }
}
