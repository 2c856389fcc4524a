package org.jlanes.engine.jshell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.jlanes.engine.jshell.EngineSession.Outcome;
import org.jlanes.runtime.engine.EngineView;
import org.jlanes.runtime.scope.RecordedOutput;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What nobody can refer to any more is forgotten, and nothing else.
final class GrowthTest {
  /// Cells of every kind, none of which leaves anything behind that was not there after the first
  /// time. `#` stands for a number that is never the same.
  private static final List<String> KINDS =
      List.of(
          "1 + #",
          "int x = #;",
          "String again = \"#\";",
          "long again = #;",
          "var list = List.of(#, 2L);",
          "int f(int a) { return a + #; }",
          "String g() { return \"#\"; }",
          "int g() { return #; }",
          "f(#) + x",
          "for (int i = 0; i < 3; i++) { x += i; }",
          "Runnable r = () -> System.out.println(x + #); r.run();",
          "new Object() { int twice() { return 2 * #; } }.twice()",
          "record P(int a, int b) {} new P(#, 2)",
          "throw new IllegalStateException(\"#\");",
          "int wrong = \"#\";",
          "unknown_#()",
          "Stream.of(#, 2).map(i -> i + x).toList()",
          "new Thread(() -> System.out.println(#)).start();",
          "import java.util.concurrent.atomic.*;");

  private EngineSession session;
  private int number;

  @BeforeEach
  void start() {
    session = new EngineSession();
  }

  @AfterEach
  void stop() {
    session.close();
  }

  private void runAllKinds(int times) {
    for (int i = 0; i < times; i++) {
      for (String kind : KINDS) {
        Outcome unused = session.run(kind.replace("#", String.valueOf(++number)));
      }
    }
  }

  /// Threads that the cells started may have to end, and one collection may not get everything.
  private void awaitAboutAsLarge(Shell.Size before) {
    await("about " + before, now -> isAboutAsLarge(now, before));
  }

  /// What is kept includes what the JVM has not unloaded yet, when it likes to.
  private void await(String wanted, Predicate<Shell.Size> reached) {
    long end = System.nanoTime() + RecordedOutput.PATIENCE.toNanos();
    while (!reached.test(session.size())) {
      assertTrue(System.nanoTime() < end, () -> session.size() + " is kept, wanted were " + wanted);
    }
  }

  private static boolean isAboutAsLarge(Shell.Size now, Shell.Size before) {
    int some = KINDS.size();
    return now.classes() <= before.classes() + some
        && now.origins() <= before.origins() + some + Origins.UNLOADED
        && now.holders() <= before.holders() + some
        && now.entries() <= before.entries() + some;
  }

  @Test
  void cellsThatNobodyRefersToLeaveNothingBehind() {
    runAllKinds(2);
    Shell.Size before = session.size();
    runAllKinds(7);
    awaitAboutAsLarge(before);
  }

  @Test
  void anInterruptedCellIsForgottenLikeAnyOther() throws Exception {
    runAllKinds(1);
    Shell.Size before = session.size();
    for (int i = 0; i < 25; i++) {
      Outcome outcome =
          session.interrupt("System.out.println(\"started\"); for (int i = " + i + ";;) { i++; }");
      assertEquals("Interrupted", outcome.failure().name());
    }
    awaitAboutAsLarge(before);
  }

  @Test
  void whatTheUserCanReachStaysAndIsRedefined() {
    session.value(
        """
        int base = 1;
        int helper(int a) { return a + base; }
        int unused(int a) { return helper(a) * 10; }
        record Point(int x, int y) { int sum() { return helper(x + y); } }
        Supplier<Integer> stored = () -> helper(1) + new Point(1, 2).sum();
        List<Supplier<Integer>> late = new ArrayList<>();
        Object held = new Object() { @Override public String toString() { return "o" + unused(1); } };
        """);
    // Not run before the rest is forgotten: the JVM has not looked for what it mentions.
    session.value("late.add(() -> unused(new Point(3, 4).sum()));");
    runAllKinds(3);
    await("few classes", now -> now.classes() < 3 * KINDS.size());
    assertEquals(
        "6 90 o20 2",
        session.value(
            "stored.get() + \" \" + late.get(0).get() + \" \" + held + \" \" + helper(1)"));
    session.value("int helper(int a) { return a + base + 100; } base = 2;");
    assertEquals(
        "208 2110 o1030 103",
        session.value(
            "stored.get() + \" \" + late.get(0).get() + \" \" + held + \" \" + helper(1)"));
  }

  @Test
  void codeKeepsTheVariableItWasCompiledWith() {
    session.value(
        "int v = 5; var go = new CountDownLatch(1); var seen = new ArrayBlockingQueue<Object>(1);");
    session.value(
        "Thread.ofPlatform().start(() -> { try { go.await(); seen.put(v); }"
            + " catch (InterruptedException e) { throw new IllegalStateException(e); } });");
    session.value("String v = \"other\";");
    runAllKinds(1);
    assertTrue(session.size().classes() > 0);
    assertEquals("5 other", session.value("go.countDown(); seen.take() + \" \" + v"));
  }

  @Test
  void aStoredExceptionStillKnowsItsLine() {
    session.value("Throwable stored;");
    session.value("int one = 1;");
    session.run(
        "stored = Optional.of(one)\n  .map(i -> new IllegalStateException(\"early\"))\n  .get();");
    session.run("StackTraceElement[] trace = stored.getStackTrace();");
    runAllKinds(1);
    assertTrue(session.size().classes() > 0);
    String told = session.run("throw stored;").traceback();
    assertTrue(told.contains("Cell 3, line 2"), told);
  }

  @Test
  void membersThatAreNotPrivateAreSharedByCells() {
    session.value(
        "class Node { int v = 3; protected int w = 4; Node next; int get() { return v; }"
            + " protected int other() { return w; } static class Inner { int z = 5; } Node() {} }");
    session.value("class Sub extends Node { int get() { return super.get() + other(); } }");
    session.value("enum Way { UP, DOWN; Way back() { return this == UP ? DOWN : UP; } }");
    session.value(
        "interface Shape { double area(); default String text() { return \"a\" + area(); } }");
    session.value("Shape square = new Shape() { public double area() { return 4; } };");
    assertEquals(
        "3 4 7 5 12 a4.0",
        session.value(
            "Node n = new Node(); n.next = new Sub(); n.v + \" \" + n.w + \" \""
                + " + n.next.get() + \" \" + new Node.Inner().z + \" \" + new Node() { int get() {"
                + " return other() * v; } }.get() + \" \" + square.text()"));
    assertEquals(
        "down",
        session.value("switch (Way.UP.back()) { case UP -> \"up\"; case DOWN -> \"down\"; }"));
    assertEquals(
        "true",
        session.value("Way.valueOf(\"UP\") == Way.UP && Map.of(Way.UP, 1).containsKey(Way.UP)"));
  }

  @Test
  void aSealedFamilyMayBeDeclaredOverSeveralCells() {
    session.run("sealed interface Animal permits Dog, Cat {}");
    session.run("record Dog(String name) implements Animal {}");
    session.value("record Cat(int lives) implements Animal {}");
    session.value(
        "String say(Animal a) { return switch (a) { case Dog d -> d.name();"
            + " case Cat(int lives) -> \"cat \" + lives; }; }");
    runAllKinds(1);
    assertEquals(
        "rex cat 9 2",
        session.value(
            "say(new Dog(\"rex\")) + \" \" + say(new Cat(9)) + \" \""
                + " + Animal.class.getPermittedSubclasses().length"));
    assertEquals(
        "1",
        session.value(
            "class Box { sealed interface S {} record A(int i) implements S {} }"
                + " switch ((Box.S) new Box.A(1)) { case Box.A(int i) -> i; }"));
  }

  @Test
  void classesOfOneNotebookAreToldFromOthers() {
    session.value(
        "record Own(int a) {} Object own = new Own(1); Object lambda = (Runnable) () -> {};");
    EngineView view = session.engine().view();
    for (EngineView.Variable variable : view.variables()) {
      assertTrue(view.defines(variable.value().getClass()), variable.name());
    }
    assertEquals(false, view.defines(String.class));
    assertEquals(false, view.defines(Duration.class));
  }
}
