package org.jlanes.engine.jshell;

import static org.jlanes.engine.jshell.Failures.BOLD;
import static org.jlanes.engine.jshell.Failures.DIM;
import static org.jlanes.engine.jshell.Failures.PLAIN;
import static org.jlanes.engine.jshell.Failures.RED;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jlanes.runtime.engine.CellFailure;
import org.jlanes.runtime.engine.EngineView.CellLine;
import org.jlanes.runtime.scope.CancelledError;
import org.jlanes.runtime.scope.Scope;

/// Exceptions of user code as the user should see them: cell lines instead of generated classes,
/// nothing of the kernel below, causes and suppressed ones too, endless recursion folded.
final class Tracebacks {
  private static final int FRAMES_WITHOUT_USER_CODE = 10;
  private static final int LONGEST_CYCLE = 8;

  private final Function<StackTraceElement, Optional<CellLine>> locate;

  Tracebacks(Function<StackTraceElement, Optional<CellLine>> locate) {
    this.locate = locate;
  }

  /// The failure of a cell whose code threw.
  CellFailure failure(Throwable thrown) {
    String message = messageOf(thrown);
    return new CellFailure(Names.of(thrown), message, lines(thrown), thrown);
  }

  /// The failure of a cell that was stopped.
  ///
  /// @param thrown what surfaced in the user's code, or null
  CellFailure cancelled(String reason, Throwable thrown) {
    List<String> lines = new ArrayList<>();
    lines.add(RED + BOLD + "Interrupted" + PLAIN + RED + ": " + reason + PLAIN);
    if (thrown != null) {
      frames(thrown, lines);
    }
    return new CellFailure("Interrupted", reason, lines, thrown);
  }

  /// The failure of a cell whose scope was cancelled, with the reason that was given.
  ///
  /// @param thrown what surfaced in the user's code, or null
  CellFailure cancelled(Scope scope, Throwable thrown) {
    try {
      scope.checkCancelled();
      return cancelled("", thrown);
    } catch (CancelledError e) {
      return cancelled(e.getMessage(), thrown);
    }
  }

  /// The complete traceback.
  List<String> lines(Throwable thrown) {
    List<String> lines = new ArrayList<>();
    append("", thrown, lines, Collections.newSetFromMap(new IdentityHashMap<>()));
    return lines;
  }

  static String messageOf(Throwable thrown) {
    try {
      String message = thrown.getLocalizedMessage();
      return message == null ? "" : Names.withoutWrappers(message);
    } catch (RuntimeException | StackOverflowError e) {
      return "(its getMessage threw " + e.getClass().getName() + ")";
    }
  }

  private void append(String prefix, Throwable thrown, List<String> lines, Set<Throwable> seen) {
    String message = messageOf(thrown);
    String first = Names.of(thrown);
    if (!seen.add(thrown)) {
      lines.add(prefix + first + " (shown above)");
      return;
    }
    String colon = message.isEmpty() ? "" : ": ";
    lines.add(RED + prefix + BOLD + first + PLAIN + RED + colon + message + PLAIN);
    frames(thrown, lines);
    for (Throwable suppressed : thrown.getSuppressed()) {
      append("Suppressed: ", suppressed, lines, seen);
    }
    if (thrown.getCause() != null) {
      append("Caused by: ", thrown.getCause(), lines, seen);
    }
  }

  private record Frame(String shown, boolean user) {}

  private void frames(Throwable thrown, List<String> lines) {
    StackTraceElement[] trace = thrown.getStackTrace();
    List<Frame> frames =
        Arrays.stream(trace).filter(f -> !isOurs(f.getClassName())).map(this::frame).toList();
    int last = frames.size();
    while (last > 0 && !frames.get(last - 1).user) {
      last--;
    }
    if (last == 0) {
      // No code of the user: what stands above our own, if anything, says what went wrong.
      last =
          (int)
              Arrays.stream(trace)
                  .takeWhile(f -> !isOurs(f.getClassName()))
                  .limit(FRAMES_WITHOUT_USER_CODE)
                  .count();
    }
    fold(frames.subList(0, last), lines);
  }

  private static boolean isOurs(String className) {
    return className.startsWith("org.jlanes.")
        || className.startsWith("jdk.internal.reflect.")
        || className.startsWith("java.lang.reflect.")
        || className.startsWith("java.lang.invoke.");
  }

  private Frame frame(StackTraceElement element) {
    return locate
        .apply(element)
        .map(line ->
            new Frame(
                "    at "
                    + (line.cell() > 0 ? "Cell " + line.cell() + ", " : "")
                    + "line "
                    + line.line()
                    + method(element)
                    + "\n        "
                    + line.text().strip(),
                true))
        .orElseGet(() ->
            new Frame(DIM + "    at " + Names.withoutWrappers(element.toString()) + PLAIN, false));
  }

  private static String method(StackTraceElement element) {
    String name = element.getMethodName();
    if (name.startsWith("do_it$")) {
      return "";
    }
    if (name.startsWith("lambda$")) {
      return ", in a lambda";
    }
    String type = element.getClassName().replaceFirst("^REPL\\.\\$JShell\\$\\w+?(\\$|$)", "");
    String qualifier = type.isEmpty() ? "" : type.replace('$', '.') + ".";
    return switch (name) {
      case "<init>" -> ", in new " + type.replace('$', '.');
      case "<clinit>" -> ", initializing " + type.replace('$', '.');
      default -> ", in " + qualifier + name;
    };
  }

  /// Writes frames, a repeated sequence only once.
  private static void fold(List<Frame> frames, List<String> lines) {
    int i = 0;
    while (i < frames.size()) {
      int cycle = 0;
      int times = 1;
      for (int length = 1; length <= LONGEST_CYCLE && times < 4; length++) {
        cycle = length;
        times = repetitions(frames, i, length);
      }
      int shown = times < 4 ? 1 : cycle;
      for (Frame frame : frames.subList(i, i + shown)) {
        lines.addAll(frame.shown.lines().toList());
      }
      if (times < 4) {
        i++;
      } else {
        lines.add(
            DIM
                + "    … "
                + (times - 1)
                + " more times the "
                + (cycle == 1 ? "frame" : cycle + " frames")
                + " above"
                + PLAIN);
        i += cycle * times;
      }
    }
  }

  private static int repetitions(List<Frame> frames, int start, int length) {
    int times = 1;
    int next = start + length;
    while (next + length <= frames.size()
        && frames.subList(start, start + length).equals(frames.subList(next, next + length))) {
      times++;
      next += length;
    }
    return times;
  }
}
