package org.jlanes.kernel;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Who has called `System.exit`, to be asked in a shutdown hook: the caller's thread waits for the
/// hooks to end.
final class ExitCaller {
  /// What stands between the code that wanted it and the JVM, such as reflection.
  private static final List<String> SYSTEM = List.of("java.", "javax.", "jdk.", "sun.");

  private ExitCaller() {}

  /// The place in words.
  static String find() {
    return find(Thread.getAllStackTraces().values().stream());
  }

  static String find(Stream<StackTraceElement[]> stacks) {
    return stacks.flatMap(stack -> in(stack).stream()).findFirst().orElse("code that is not known");
  }

  private static Optional<String> in(StackTraceElement[] stack) {
    int exit = stack.length - 1;
    while (exit >= 0 && !isExit(stack[exit])) {
      exit--;
    }
    return exit < 0
        ? Optional.empty()
        : Arrays.stream(stack, exit, stack.length)
            .filter(frame -> SYSTEM.stream().noneMatch(frame.getClassName()::startsWith))
            .findFirst()
            .map(ExitCaller::words)
            .or(() -> Optional.of("the JDK"));
  }

  private static boolean isExit(StackTraceElement frame) {
    return frame.getClassName().equals("java.lang.Runtime") && frame.getMethodName().equals("exit");
  }

  /// The classes around the code of cells have names that say nothing to the user.
  private static String words(StackTraceElement frame) {
    if (frame.getClassName().startsWith("REPL.")) {
      return "the code of a cell";
    }
    String file = frame.getFileName();
    return frame.getClassName()
        + "."
        + frame.getMethodName()
        + (file == null ? "" : " (" + file + ":" + frame.getLineNumber() + ")");
  }
}
