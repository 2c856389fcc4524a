package org.jlanes.engine.jshell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jlanes.engine.jshell.EngineSession.Outcome;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Faults in the user's code that Java itself would not tell, or tells in words of its own.
final class CodeFaultsTest {
  @AutoClose private static final EngineSession session = new EngineSession();

  @Test
  void anAssertionIsChecked() {
    Outcome outcome = session.run("int low = 1; assert low > 2 : \"too low\";");
    assertEquals("java.lang.AssertionError", outcome.failure().name());
    assertEquals("too low", outcome.failure().text());
    session.value("class Checked { int v = 4; int get() { return v; } } var c = new Checked();");
    session.value("c.v = 5; class Checked { int v = 4; int get() { assert v < 5; return v; } }");
    assertEquals("java.lang.AssertionError", session.run("c.get()").failure().name());
  }

  @Test
  void whatIsNullIsNamedAlsoWhereItIsALocalVariable() {
    String text =
        session
            .run("int length(int n) { String word = null; return word.length(); } length(1)")
            .failure()
            .text();
    assertTrue(text.contains("\"word\" is null"), text);
  }

  @Test
  void aMethodOfAnAnonymousClassIsCalledByItsName() {
    String shown =
        session
            .run(
                "Runnable fails = new Runnable() { public void run() { Objects.hash(1 / 0); } };\n"
                    + "fails.run();")
            .traceback();
    assertTrue(shown.contains("line 1, in run\n"), shown);
  }

  @Test
  void anInitialiserStandsInATraceOnce() {
    session.run("int failing() { return Integer.parseInt(\"x\"); }");
    Outcome outcome = session.run("var first = List.of(failing());");
    assertEquals(
        1, outcome.traceback().split("List.of\\(failing", -1).length - 1, outcome::traceback);
  }

  @Test
  void aPackageLineIsRefusedWithAdvice() {
    String shown = session.run("package com.example;\n\nclass InPackage {}").traceback();
    assertTrue(shown.contains("a notebook has no packages: leave this line out"), shown);
    assertTrue(shown.contains("package com.example;\n    ^^^^^^^^^^^^^^^^^^^^\n"), shown);
    assertTrue(shown.contains("Nothing of this cell has run."), shown);
  }

  @Test
  void aMethodThatNoLongerCompilesIsNamedWithTheCompilersReason() {
    session.value("int shape(int n) { return n; } int area(int n) { return shape(n) + 1; }");
    String told = session.run("String shape(int n) { return \"s\"; }").stderr();
    assertTrue(told.contains("method area no longer compiles: incompatible types"), told);
    Outcome outcome = session.run("area(1)");
    assertEquals("UnresolvedReferenceError", outcome.failure().name());
    assertTrue(
        outcome.failure().text().contains("method area no longer compiles: incompatible types"),
        outcome.failure().text());
    session.value("int shape(int n) { return 2 * n; }");
    assertEquals("7", session.value("area(3)"));
  }
}
