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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jlanes.runtime.engine.CellFailure;
import org.jlanes.runtime.engine.EngineView.CellLine;
import org.jlanes.runtime.scope.CancelledError;
import org.jlanes.runtime.scope.Scope;

/// Exceptions of user code as the user should see them: cell lines instead of generated classes,
/// nothing of the kernel below, causes and suppressed ones too, endless recursion folded, and what
/// is long by itself cut in the middle: all of it fits on a page.
final class Tracebacks {
  private static final int FRAMES_WITHOUT_USER_CODE = 10;

  /// A turn of a recursion through a stream has some twenty frames.
  private static final int LONGEST_CYCLE = 40;

  /// Frames of one exception that are shown: those at the top, which say what happened, and those
  /// at the end, which say who began it.
  private static final int FIRST_FRAMES = 25;

  private static final int LAST_FRAMES = 10;

  private static final int MOST_CAUSES = 8;
  private static final int MOST_SUPPRESSED = 8;

  /// Some exceptions make a new cause whenever they are asked for it.
  private static final int LONGEST_CHAIN = 1_000;

  private final Function<StackTraceElement, Optional<CellLine>> locate;

  /// What cells with numbers below zero are called: startup files. Any thread.
  private final Map<Integer, String> names = new ConcurrentHashMap<>();

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

  /// Where a thread is, without the frames of the kernel.
  List<String> place(StackTraceElement[] frames) {
    CancelledError here = new CancelledError("here");
    here.setStackTrace(frames);
    List<String> lines = new ArrayList<>();
    frames(here, lines);
    return lines;
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
    one(prefix, thrown, lines, seen);
    List<Throwable> causes = causes(thrown);
    int left = causes.size() - MOST_CAUSES;
    for (int i = 0; i < causes.size(); i++) {
      // The last one is where it began.
      if (left > 0 && i == MOST_CAUSES - 1) {
        lines.add(leftOut(left, "causes"));
        i += left;
      }
      one("Caused by: ", causes.get(i), lines, seen);
    }
  }

  /// The chain of causes; the last may be one that came before.
  private static List<Throwable> causes(Throwable thrown) {
    List<Throwable> chain = new ArrayList<>();
    Set<Throwable> known = Collections.newSetFromMap(new IdentityHashMap<>());
    Throwable each = thrown;
    while (each != null && known.add(each) && chain.size() < LONGEST_CHAIN) {
      each = causeOf(each);
      if (each != null) {
        chain.add(each);
      }
    }
    return chain;
  }

  private static Throwable causeOf(Throwable thrown) {
    try {
      return thrown.getCause();
    } catch (RuntimeException | StackOverflowError e) {
      return null;
    }
  }

  /// An exception without its causes.
  private void one(String prefix, Throwable thrown, List<String> lines, Set<Throwable> seen) {
    String message = messageOf(thrown);
    String first = Names.of(thrown);
    if (!seen.add(thrown)) {
      lines.add(prefix + first + " (shown above)");
      return;
    }
    String colon = message.isEmpty() ? "" : ": ";
    lines.add(RED + prefix + BOLD + first + PLAIN + RED + colon + message + PLAIN);
    frames(thrown, lines);
    Throwable[] suppressed = thrown.getSuppressed();
    for (int i = 0; i < suppressed.length; i++) {
      if (seen.size() > MOST_SUPPRESSED) {
        lines.add(leftOut(suppressed.length - i, "suppressed exceptions"));
        return;
      }
      append("Suppressed: ", suppressed[i], lines, seen);
    }
  }

  private static String leftOut(int count, String what) {
    return DIM + "    … " + count + " more " + what + PLAIN;
  }

  private record Frame(String shown, boolean user) {}

  private void frames(Throwable thrown, List<String> lines) {
    StackTraceElement[] trace = traceOf(thrown);
    List<Frame> frames =
        withoutTwins(trace)
            .filter(f -> !isOurs(f.getClassName()))
            .filter(f -> !f.getMethodName().equals(PlainCompiler.NEXT))
            .map(this::frame)
            .toList();
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

  private static StackTraceElement[] traceOf(Throwable thrown) {
    try {
      return thrown.getStackTrace();
    } catch (RuntimeException | StackOverflowError e) {
      return new StackTraceElement[0];
    }
  }

  private static boolean isOurs(String className) {
    return className.startsWith("org.jlanes.")
        || className.startsWith("jdk.internal.reflect.")
        || className.startsWith("java.lang.reflect.")
        || className.startsWith("java.lang.invoke.");
  }

  /// Gives a name to a cell that was not counted.
  void name(int cell, String name) {
    names.put(cell, name);
  }

  private String cellName(int cell) {
    return cell > 0 ? "Cell " + cell + ", " : names.containsKey(cell) ? names.get(cell) + ", " : "";
  }

  private Frame frame(StackTraceElement element) {
    return locate
        .apply(element)
        .map(line ->
            new Frame(
                "    at "
                    + cellName(line.cell())
                    + "line "
                    + line.line()
                    + method(element)
                    + "\n        "
                    + line.text().strip(),
                true))
        .orElseGet(() ->
            new Frame(DIM + "    at " + Names.withoutLoader(element.toString()) + PLAIN, false));
  }

  private static String method(StackTraceElement element) {
    String name = element.getMethodName();
    if (name.startsWith("do_it$")) {
      return "";
    }
    if (name.startsWith("lambda$")) {
      return ", in a lambda";
    }
    String type =
        element
            .getClassName()
            .replaceFirst("^REPL\\.\\$JShell\\$\\w+?(\\$|$)", "")
            .replaceFirst("^(\\$JShell\\$anonymous\\$\\$)?\\d+$", "");
    String qualifier = type.isEmpty() ? "" : type.replace('$', '.') + ".";
    return switch (name) {
      case "<init>" -> ", in new " + (type.isEmpty() ? "anonymous class" : type.replace('$', '.'));
      case "<clinit>" -> ", initializing " + type.replace('$', '.');
      default -> ", in " + qualifier + name;
    };
  }

  /// Writes frames, a repeated sequence only once.
  private static void fold(List<Frame> frames, List<String> lines) {
    List<String> folded = folded(frames);
    int left = folded.size() - FIRST_FRAMES - LAST_FRAMES;
    for (int i = 0; i < folded.size(); i++) {
      if (left > 0 && i == FIRST_FRAMES) {
        lines.add(leftOut(left, "frames"));
        i += left;
      }
      lines.addAll(folded.get(i).lines().toList());
    }
  }

  private static List<String> folded(List<Frame> frames) {
    List<String> folded = new ArrayList<>();
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
        folded.add(frame.shown);
      }
      if (times < 4) {
        i++;
      } else {
        folded.add(
            leftOut(
                times - 1, "times the " + (cycle == 1 ? "frame" : cycle + " frames") + " above"));
        i += cycle * times;
      }
    }
    return folded;
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
