package org.jlanes.engine.jshell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Variables whose inferred type cannot be written in source are usable in later cells.
final class DenotableTest {
  @AutoClose private static final EngineSession session = new EngineSession();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "List.of(1, 2.5, 3L)            | List<Number>       | v.get(0).intValue() | 1",
        "true ? 1 : \"a\"               | Serializable       | v                   | 1",
        "Stream.of(1, \"x\").toList()   | List<Serializable> | v.size()            | 2",
        "Map.of(\"a\", List.of(1, 2L))  | Map<String, List<Number>> |"
            + " v.get(\"a\").get(1).longValue() | 2",
        "new Object() { int q = 4; }    | <anonymous class extending Object> | v.q | 4",
        "List.of(1, 2)                  | List<Integer>      | v.get(1)            | 2",
      })
  void laterUseWorks(String init, String type, String use, String value) {
    session.value("var v = " + init + ";");
    assertEquals(value, session.value(use));
    assertEquals(
        type,
        session.engine().view().variables().stream()
            .filter(x -> x.name().equals("v"))
            .findFirst()
            .orElseThrow()
            .type());
  }

  @Test
  void theInitializerRunsOnce() {
    session.value("int runs = 0; List<Object> once() { runs++; return List.of(); }");
    session.value("var mixed = Stream.of(1, \"x\", once()).toList();");
    assertEquals("1", session.value("runs"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "List<Number&Comparable<? extends Number&Comparable<?>&Constable>&Constable> |"
            + " List<Number>",
        "Object&Serializable&Comparable<?> | Serializable",
        "java.lang.Object&java.io.Serializable | java.io.Serializable",
        "Map<String,A&B> | Map<String,A>",
        "Class<capture#1 of ? extends Number> | Class<? extends Number>",
        "List<recapture> | List<recapture>",
        "int[] | int[]",
      })
  void theFirstBoundIsTaken(String inferred, String denotable) {
    assertEquals(denotable, Denotable.type(inferred));
  }

  @Test
  void aClassMayBeCalledAfterAWildcard() {
    session.value("class recapture { int v = 3; } var again = List.of(new recapture());");
    assertEquals("3", session.value("again.get(0).v"));
    assertEquals("again", session.value("class capture {} var c = new capture[] {}; \"again\""));
  }

  @Test
  void aValueOfAClassInsideALambdaIsKept() {
    session.value(
        "int made = 0;\n"
            + "var loc = Stream.of(1, 2).map(i -> { record R(int q) {} made++; return new R(i); })"
            + ".toList();");
    assertEquals("2 R[q=1] 2", session.value("loc.size() + \" \" + loc.get(0) + \" \" + made"));
    assertEquals(
        "[R[q=1], R[q=2]]",
        session.value(
            "Stream.of(1, 2).map(i -> { record R(int q) {} return new R(i); }).toList()"));
    session.value(
        "var cmp = Optional.of(1).map(i -> { record S(int q) implements Comparable<S> {"
            + " public int compareTo(S o) { return q; } } return new S(i); });");
    assertEquals("true", session.value("cmp.isPresent()"));
  }

  @Test
  void aMisspeltClassIsStillAMistake() {
    String shown =
        session.run("var wrong = Stream.of(1).map(i -> new Nowhere(i)).toList();").traceback();
    assertTrue(shown.contains("class Nowhere"), shown);
  }
}
