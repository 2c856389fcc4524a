package org.jlanes.engine.jshell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Variables keep their values whatever is declared again.
final class RedefinitionTest {
  @AutoClose private final EngineSession session = new EngineSession();

  @BeforeEach
  void start() {
    assertTrue(
        TestAgent.instrumentation().isPresent(), "the tests must run with target/test-agent.jar");
    session.value(
        """
        List<Integer> numbers = new ArrayList<>(List.of(1, 2));
        int k = 5;
        Integer boxed = 9;
        int sq(int x) { return x * x; }
        int twice(int x) { return sq(x) * 2; }
        Supplier<Integer> supplier = () -> twice(3);
        """);
  }

  @Test
  void aLaterStarImportKeepsVariables() {
    session.value("import java.util.stream.*;");
    assertEquals(
        "[1, 2] 5 9 18",
        session.value("numbers + \" \" + k + \" \" + boxed + \" \" + supplier.get()"));
  }

  @Test
  void callersSeeTheNewMethodAndVariablesStay() {
    session.value("int sq(int x) { return -x; }");
    assertEquals("-6 -6 5", session.value("twice(3) + \" \" + supplier.get() + \" \" + k"));
  }

  @Test
  void aClassWithOtherMethodBodiesKeepsItsObjects() {
    session.value(
        "class Cfg { int v = 1; int get() { return v; } } Cfg cfg = new Cfg(); cfg.v = 77;");
    assertEquals("", session.run("class Cfg { int v = 1; int get() { return v + 1; } }").stderr());
    assertEquals("78", session.value("cfg.get()"));
  }

  @Test
  void aClassWithAnotherFieldResetsItsVariablesAndSaysWhich() {
    session.value(
        "class Cfg { int v = 1; } Cfg cfg = new Cfg(); var list = new ArrayList<>(List.of(cfg));"
            + " Object any = cfg;");
    EngineSession.Outcome outcome = session.run("class Cfg { int v = 1; int w = 2; }");
    assertTrue(
        outcome.stderr().contains("reset") && outcome.stderr().contains(": cfg."),
        outcome.stderr());
    assertEquals(
        "true 1 true 5",
        session.value("(cfg == null) + \" \" + list.size() + \" \" + (any != null) + \" \" + k"));
    assertEquals("2", session.value("cfg = new Cfg(); cfg.w"));
  }

  @Test
  void aVariableOfAnotherTypeReplacesTheOld() {
    session.value("String k = \"text\";");
    assertEquals("text", session.value("k"));
    assertEquals(
        "String",
        session.engine().view().variables().stream()
            .filter(v -> v.name().equals("k"))
            .findFirst()
            .orElseThrow()
            .type());
  }

  @Test
  void aVariableDeclaredAgainHasItsNewValue() {
    session.value("int k = 6; int k = 7;");
    assertEquals("7", session.value("k"));
    assertEquals(
        List.of(7),
        session.engine().view().variables().stream()
            .filter(v -> v.name().equals("k"))
            .map(v -> v.value())
            .toList());
  }

  @Test
  void aVariableIsKeptThoughAnImportChangesWhatItsTypeMeans() {
    session.value("record Other(int a) {} record Spot(java.awt.Point p) {}");
    session.value("var spots = List.of(new Spot(new java.awt.Point(1, 2)));");
    session.value("Map.Entry<String, List<Other>> entry = Map.entry(\"a\", List.of());");
    session.value("import java.awt.*;");
    session.value("record Point(int a) {}");
    assertEquals("", session.run("record Point(String b) {}").stderr());
    assertEquals("2", session.value("spots.get(0).p().y"));
    assertEquals("", session.run("record Other(String c) {}").stderr());
    assertEquals("a", session.value("entry.getKey()"));
  }

  @Test
  void aVariableWithoutANameIsNoVariable() {
    session.value("var _ = List.of(1);");
    session.value("class Cfg { int v = 1; } Cfg cfg = new Cfg();");
    assertEquals("", session.run("class Cfg { int v = 1; int w = v; }").stdout());
    assertEquals("5", session.value("k"));
    assertTrue(
        session.engine().view().variables().stream().noneMatch(v -> v.name().isEmpty()),
        "it travels nowhere");
  }
}
