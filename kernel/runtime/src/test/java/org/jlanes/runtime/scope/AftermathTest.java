package org.jlanes.runtime.scope;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// Which threads of a cancelled cell need no check any more.
final class AftermathTest {
  private static final int NATIVE = -2;

  private static StackTraceElement jdk(String type, String method, int line) {
    return new StackTraceElement("app", "java.base", "25", type, method, "Some.java", line);
  }

  private static StackTraceElement[] on(StackTraceElement innermost) {
    return new StackTraceElement[] {
      innermost, jdk("java.lang.Thread", "runWith", 1), jdk("java.lang.Thread", "run", 2)
    };
  }

  @Test
  void aThreadThatBeginsIsNotIdleThoughItsFramesAreTheJdks() {
    StackTraceElement[] beginning =
        on(jdk("java.lang.Thread", "ensureMaterializedForStackWalk", NATIVE));
    assertFalse(Aftermath.isIdle(Thread.State.RUNNABLE, beginning));
    assertFalse(Aftermath.isIdle(Thread.State.RUNNABLE, new StackTraceElement[0]));
  }

  @Test
  void aThreadOfAPoolOrOfASelectorIsIdle() {
    StackTraceElement[] pool = on(jdk("jdk.internal.misc.Unsafe", "park", NATIVE));
    assertTrue(Aftermath.isIdle(Thread.State.WAITING, pool));
    StackTraceElement[] selector = on(jdk("sun.nio.ch.EPoll", "wait", NATIVE));
    assertTrue(Aftermath.isIdle(Thread.State.RUNNABLE, selector));
  }

  @Test
  void whatTheUsersCodeWaitsInIsNotIdle() {
    StackTraceElement[] users = {
      jdk("jdk.internal.misc.Unsafe", "park", NATIVE),
      new StackTraceElement("app", null, null, "REPL.$JShell$1", "run", "#1", 3),
      jdk("java.lang.Thread", "run", 2)
    };
    assertFalse(Aftermath.isIdle(Thread.State.WAITING, users));
  }
}
