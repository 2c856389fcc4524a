package org.jlanes.engine.jshell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jlanes.engine.jshell.EngineSession.Outcome;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `_`, `__`, `Out(n)` and `In(n)`.
final class ShownValuesTest {
  @AutoClose private final EngineSession session = new EngineSession();

  @Test
  void anUnderscoreIsTheLastValueWithItsType() {
    session.value("20 + 1");
    assertEquals("42", session.value("_ * 2"));
    assertEquals("21", session.value("__"));
    session.value("List.of(\"a\", \"bc\")");
    assertEquals("2", session.value("_.size()"));
    assertEquals("3", session.value("_ + 1"));
    assertEquals(
        "BC",
        session.value("var x = Out(4); Out(4); __; ((List<?>) x).get(1).toString().toUpperCase()"));
    assertEquals("b", session.value("{ int n = _.length(); }\n\"b\""));
    session.value("record P(int a) {} new P(3)");
    assertEquals("3", session.value("_.a()"));
    session.value("List.of(1, 2.5)");
    assertEquals("1", session.value("_.get(0).intValue()"));
    session.value("new Object() { int q = 4; public String toString() { return \"o\"; } }");
    assertEquals("o!", session.value("_ + \"!\""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "int _ = 3; 4 | 4",
        "for (var _ : List.of(1, 2)) { } 5 | 5",
        "try { throw new Exception(); } catch (Exception _) { } 6 | 6",
        "Stream.of(1, 2).map(_ -> 7).toList().get(0) | 7",
        "((BinaryOperator<Integer>) (_, b) -> b).apply(1, 8) | 8",
        "record Q(int a, int b) {} switch (new Q(1, 9)) { case Q(_, int b) -> b; } | 9",
        "Object o = new StringBuilder(); switch (o) { case String _ -> 1; default -> 10; } | 10",
        "int __ = 11; __ | 11",
        "Stream.of(12).map(__ -> __).toList().get(0) | 12",
        "String s = \"_\" + '_'; /* _ */ int a_ = 1; s | __",
        "1_000 | 1000",
        "Stream.of(1).map(_ -> _).toList().get(0) | 2",
        "int _ = _; Math.abs(_) | 2"
      })
  void javasOwnUnderscoresMeanWhatTheyDid(String code, String shown) {
    session.value("1");
    session.value("2");
    assertEquals(shown, session.value(code));
  }

  @ParameterizedTest
  @ValueSource(strings = {"void _() {}", "class _ {}", "int x = 1; x._"})
  void whereANameIsNeededItIsRefused(String code) {
    session.value("1");
    Outcome outcome = session.run(code);
    assertTrue(outcome.traceback().contains("underscore not allowed here"), outcome::traceback);
  }

  @Test
  void aNotebookVariableKeepsItsName() {
    session.value("String __ = \"mine\";");
    session.value("1");
    session.value("2");
    assertEquals("mine", session.value("__"));
  }

  @Test
  void placesInACellStayRight() {
    String none = session.run("int a = 1;\na + _").traceback();
    assertTrue(none.contains("no cell has shown a value yet"), none);
    assertTrue(none.contains("line 2:\n    a + _\n        ^"), none);
    assertFalse(session.engine().view().variables().stream().anyMatch(v -> v.name().equals("a")));
    session.value("\"text\"");
    String wrong = session.run("var b = 5;\nint c = _ + b + nowhere;").traceback();
    assertTrue(wrong.contains("    int c = _ + b + nowhere;\n                    ^^^^^^^"), wrong);
    String type = session.run("int d =\n  _;").traceback();
    assertTrue(type.contains("line 2:\n      _;\n      ^"), type);
    String thrown = session.run("var e = _;\nint f = Integer.parseInt(_);").traceback();
    assertTrue(thrown.contains("line 2"), thrown);
  }

  @Test
  void storedCodeKeepsTheValueItWasWrittenWith() {
    session.value("7");
    session.value("int seven() { return _; } Supplier<Integer> s = () -> _; int y = _ + 1;");
    session.value("\"other\"");
    assertEquals("7 7 8", session.value("seven() + \" \" + s.get() + \" \" + y"));
  }

  @Test
  void onlyShownValuesOfCountedCellsCount() throws Exception {
    session.value("1");
    session.value("2;");
    session.value("int v = 3;");
    assertEquals("1", session.value("_"));
    var unused = session.engine().run("4", session.scope(), true);
    assertEquals("1", session.value("_"));
    unused = session.engine().evaluate("5", session.scope());
    assertEquals("1", session.value("_"));
    Outcome failed = session.run("6 / 0");
    assertEquals("1", session.value("_"));
    assertTrue(failed.failure() != null);
  }

  @Test
  void cellsAreFoundByTheirNumber() {
    session.value("int a = 5;\na + 1");
    assertEquals("6 int a = 5;\na + 1", session.value("Out(1) + \" \" + In(1)"));
    assertTrue(session.run("Out(99)").failure().text().contains("there is no cell 99 yet"));
    session.value("a = 6;");
    assertTrue(session.run("Out(4)").failure().text().contains("cell 4 showed no value"));
    for (int i = 0; i < ShownValues.VALUES; i++) {
      session.value("1 + " + i);
    }
    assertEquals("50", session.value("_"));
    String dropped = session.run("Out(1)").failure().text();
    assertTrue(dropped.contains("was dropped: the last 50 values"), dropped);
    assertEquals("int a = 5;\na + 1", session.value("In(1)"));
  }

  @Test
  void valuesAreKeptUpToABound() {
    ShownValues values = new ShownValues(new ObjectSizes(TestAgent.instrumentation()));
    for (int cell = 1; cell <= 20; cell++) {
      values.begin(cell, "");
      values.show(cell, "byte[]", new byte[10 << 20]);
    }
    assertTrue(values.bytes() <= ShownValues.BYTES && values.bytes() > ShownValues.BYTES / 2);
    session.value("1");
    session.value("new int[20_000_000].clone()");
    String large = session.run("_.length").failure().text();
    assertTrue(large.contains("takes more than 64 MB"), large);
    assertEquals("1", session.value("Out(1)"));
  }

  @Test
  void sizesAreAboutRight() {
    ObjectSizes sizes = new ObjectSizes(TestAgent.instrumentation());
    long megabyte = 1 << 20;
    List<Object> list = new ArrayList<>();
    Map<Integer, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < 300; i++) {
      list.add(new byte[(int) megabyte / 100]);
      map.put(i, new StringBuilder("x".repeat((int) megabyte / 100)));
    }
    assertEquals(3.0, (double) sizes.applyAsLong(list) / megabyte, 0.3);
    assertEquals(3.0, (double) sizes.applyAsLong(map) / megabyte, 0.5);
    List<Long> numbers = new ArrayList<>();
    for (long i = 0; i < 1_000_000; i++) {
      numbers.add(i + 1_000);
    }
    assertEquals(22.0, (double) sizes.applyAsLong(numbers) / megabyte, 8);
    assertTrue(sizes.applyAsLong(new java.awt.image.BufferedImage(1000, 1000, 1)) >= 4_000_000);
    assertTrue(sizes.applyAsLong(java.nio.ByteBuffer.allocateDirect(5_000_000)) >= 5_000_000);
    assertEquals(
        Long.MAX_VALUE,
        sizes.applyAsLong(new java.util.concurrent.ConcurrentLinkedDeque<>(numbers)));
    assertTrue(sizes.applyAsLong(null) == 0 && sizes.applyAsLong(Thread.currentThread()) == 0);
  }
}
