package org.jlanes.engine.jshell;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jlanes.runtime.engine.EngineView.CellLine;

/// What of a stack trace concerns the user, and how its cells and methods are called. Any thread.
final class UserFrames {
  private final Function<StackTraceElement, Optional<CellLine>> locate;

  /// What cells with numbers below zero are called: startup files.
  private final Map<Integer, String> names = new ConcurrentHashMap<>();

  UserFrames(Function<StackTraceElement, Optional<CellLine>> locate) {
    this.locate = locate;
  }

  /// A frame.
  ///
  /// @param line where it is in the notebook, if it is there
  record Shown(StackTraceElement element, Optional<CellLine> line) {}

  /// The frames down to the user's last one, without our own.
  ///
  /// @param withoutUser so many are kept of a trace that has no code of the user: what stands above
  ///   our own, if anything, says what went wrong
  List<Shown> of(StackTraceElement[] trace, int withoutUser) {
    List<Shown> frames =
        withoutTwins(trace)
            .filter(f -> !isOurs(f.getClassName()))
            .filter(f -> !f.getMethodName().equals(PlainCompiler.NEXT))
            .map(f -> new Shown(f, locate.apply(f)))
            .toList();
    int last = frames.size();
    while (last > 0 && frames.get(last - 1).line.isEmpty()) {
      last--;
    }
    if (last == 0) {
      last =
          (int)
              Arrays.stream(trace)
                  .dropWhile(f -> f.getClassName().startsWith("org.jlanes.runtime.weave."))
                  .takeWhile(f -> !isOurs(f.getClassName()))
                  .limit(withoutUser)
                  .count();
    }
    return frames.subList(0, last);
  }

  /// JShell runs an initialiser in a method of its own, which is called at the same place.
  private static Stream<StackTraceElement> withoutTwins(StackTraceElement[] trace) {
    return IntStream.range(0, trace.length)
        .filter(i ->
            i == 0
                || !trace[i].getMethodName().equals("do_it$")
                || !trace[i - 1].getMethodName().startsWith("do_it$")
                || !trace[i].getClassName().equals(trace[i - 1].getClassName()))
        .mapToObj(i -> trace[i]);
  }

  private static boolean isOurs(String className) {
    return className.startsWith("org.jlanes.")
        || className.startsWith("jdk.internal.reflect.")
        || className.startsWith("java.lang.reflect.")
        || className.startsWith("java.lang.invoke.");
  }

  /// Whether a frame is the JDK's own.
  static boolean isOfTheJdk(Shown frame) {
    String module = frame.element.getModuleName();
    return frame.line.isEmpty()
        && module != null
        && (module.startsWith("java.") || module.startsWith("jdk."));
  }

  /// Gives a name to a cell that was not counted.
  void name(int cell, String name) {
    names.put(cell, name);
  }

  /// The place of a line, such as `Cell 7, line 3`.
  String place(CellLine line) {
    int cell = line.cell();
    String name = cell > 0 ? "Cell " + cell : names.get(cell);
    return (name == null ? "" : name + ", ") + "line " + line.line();
  }

  /// Whether a frame is of a cell's statements, rather than of a method.
  static boolean isStatement(StackTraceElement element) {
    return element.getMethodName().startsWith("do_it$");
  }

  static boolean isLambda(StackTraceElement element) {
    return element.getMethodName().startsWith("lambda$");
  }

  /// The user's class that a frame is in; empty for a method of the notebook and in an anonymous
  /// class.
  static String type(StackTraceElement element) {
    return element
        .getClassName()
        .replaceFirst("^REPL\\.\\$JShell\\$\\w+?(\\$|$)", "")
        .replaceFirst("^(\\$JShell\\$anonymous\\$\\$)?\\d+$", "")
        .replace('$', '.');
  }
}
