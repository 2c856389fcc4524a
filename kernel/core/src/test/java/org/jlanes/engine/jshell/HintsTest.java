package org.jlanes.engine.jshell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jlanes.engine.jshell.EngineSession.Outcome;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Runs the cells in `mistakes.txt`, which says how it is to be read.
final class HintsTest {
  private static final List<String> BEGINNINGS =
      List.of("Missing import?", "     ", "Did you mean", "%autoimport", "%maven");

  @AutoClose private static final EngineSession session = new EngineSession();

  /// A cell that is wrong, and the lines of advice.
  record Mistake(String code, List<String> advice) {}

  @BeforeAll
  static void declares() throws IOException {
    session.value(table().split("(?m)^~~$|^== ")[1]);
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void theUserIsToldWhatMayHaveBeenMeant(Mistake mistake) {
    Outcome outcome = session.run(mistake.code);
    assertNotNull(outcome.failure(), mistake.code);
    String shown = outcome.traceback();
    assertEquals(
        String.join("\n", mistake.advice),
        String.join("\n", shown.lines().filter(HintsTest::isAdvice).toList()),
        shown);
    String text = outcome.failure().text();
    assertFalse(text.contains("Did you mean") || text.contains("import?"), text);
  }

  private static boolean isAdvice(String line) {
    return BEGINNINGS.stream().anyMatch(line::startsWith)
            && !line.startsWith("      ^")
            && (!line.startsWith("     ") || line.strip().startsWith("import "))
        || line.contains(" is declared further down")
        || line.contains(" is that of a string");
  }

  @Test
  void thereAreManyOfThemAndEachIsDifferent() throws IOException {
    List<String> titles = mistakes().map(Named::getName).toList();
    assertEquals(titles.size(), titles.stream().distinct().count());
    assertTrue(titles.size() >= 90, titles.size() + " mistakes");
    assertTrue(mistakes().filter(m -> m.getPayload().advice.isEmpty()).count() >= 10);
  }

  private static String table() throws IOException {
    try (InputStream table = HintsTest.class.getResourceAsStream("mistakes.txt")) {
      return new String(table.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  static Stream<Named<Mistake>> mistakes() throws IOException {
    return Stream.of(table().split("(?m)^== "))
        .skip(1)
        .map(block -> {
          List<String> code = new ArrayList<>();
          List<String> advice = new ArrayList<>();
          block
              .lines()
              .skip(1)
              .forEach(line -> {
                if (line.startsWith("> ")) {
                  advice.add(line.substring(2));
                } else {
                  code.add(line);
                }
              });
          return Named.of(
              block.lines().findFirst().orElseThrow(),
              new Mistake(String.join("\n", code).strip(), advice));
        });
  }
}
