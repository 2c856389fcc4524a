package org.jlanes.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ExitCallerTest {
  private static StackTraceElement[] stack(String... methods) {
    return Stream.of(methods)
        .map(each -> {
          int dot = each.lastIndexOf('.');
          return new StackTraceElement(
              each.substring(0, dot), each.substring(dot + 1), "F.java", 3);
        })
        .toArray(StackTraceElement[]::new);
  }

  private static String find(StackTraceElement[]... stacks) {
    return ExitCaller.find(Stream.of(stacks));
  }

  @Test
  void theFirstCallerThatIsNotTheSystemsIsNamed() {
    assertEquals(
        "lib.Tool.run (F.java:3)",
        find(
            stack("java.lang.Thread.sleep", "lib.Other.run"),
            stack(
                "java.lang.Shutdown.exit",
                "java.lang.Runtime.exit",
                "java.lang.System.exit",
                "jdk.internal.reflect.DirectMethodHandleAccessor.invoke",
                "java.lang.reflect.Method.invoke",
                "lib.Tool.run",
                "REPL.$JShell$1.do_it$")));
  }

  @Test
  void theCodeOfACellIsCalledSo() {
    assertEquals(
        "the code of a cell",
        find(stack("java.lang.Runtime.exit", "java.lang.System.exit", "REPL.$JShell$1.do_it$")));
  }

  @Test
  void whereNobodyIsFoundNobodyIsBlamed() {
    assertEquals("code that is not known", find(stack("lib.Tool.run")));
    assertEquals("the JDK", find(stack("java.lang.Runtime.exit", "java.lang.Thread.run")));
  }
}
