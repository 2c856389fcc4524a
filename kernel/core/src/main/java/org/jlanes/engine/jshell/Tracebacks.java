package org.jlanes.engine.jshell;

import static org.jlanes.engine.jshell.Failures.BOLD;
import static org.jlanes.engine.jshell.Failures.DIM;
import static org.jlanes.engine.jshell.Failures.PLAIN;
import static org.jlanes.engine.jshell.Failures.RED;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jlanes.runtime.engine.CellFailure;
import org.jlanes.runtime.scope.CancelledError;
import org.jlanes.runtime.scope.Scope;

/// Exceptions of user code as the user should see them: cell lines instead of generated classes,
/// nothing of the kernel below, causes and suppressed ones too, endless recursion folded, and what
/// is long by itself cut in the middle: all of it fits on a page.
final class Tracebacks {
  private static final int FRAMES_WITHOUT_USER_CODE = 10;

  /// Frames of one exception that are shown: those at the top, which say what happened, and those
  /// at the end, which say who began it.
  private static final int FIRST_FRAMES = 25;

  private static final int LAST_FRAMES = 10;

  /// Frames of the JDK at the top of a trace that are always shown.
  private static final int INNARDS_AT_TOP = 3;

  /// How many frames of the JDK in a row are worth leaving out.
  private static final int FEWEST_INNARDS = 3;

  private static final int MOST_CAUSES = 8;
  private static final int MOST_SUPPRESSED = 8;

  /// Some exceptions make a new cause whenever they are asked for it.
  private static final int LONGEST_CHAIN = 1_000;

  private final UserFrames frames;

  Tracebacks(UserFrames frames) {
    this.frames = frames;
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
    // The name says it already where somebody just pressed the button.
    String colon = reason.isEmpty() || reason.equals("interrupted") ? "" : ": " + reason;
    lines.add(RED + BOLD + "Interrupted" + PLAIN + RED + colon + PLAIN);
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

  private void frames(Throwable thrown, List<String> lines) {
    List<UserFrames.Shown> shown = frames.of(traceOf(thrown), FRAMES_WITHOUT_USER_CODE);
    fold(withoutInnards(shown), lines);
  }

  /// The frames as text. Of the JDK's own between two of the user's only the one is kept that the
  /// user called; of those at the top the first as well, which say what went wrong.
  private List<String> withoutInnards(List<UserFrames.Shown> shown) {
    List<String> kept = new ArrayList<>();
    int end;
    for (int i = 0; i < shown.size(); i = end) {
      end = i;
      while (end < shown.size() && UserFrames.isOfTheJdk(shown.get(end))) {
        end++;
      }
      int from = i == 0 ? INNARDS_AT_TOP : 0;
      int left = end - i - from - 1;
      boolean fold = end < shown.size() && left >= FEWEST_INNARDS;
      for (int j = i; j < end; j++) {
        if (fold && j == i + from) {
          kept.add(DIM + "    … " + left + " frames of the JDK" + PLAIN);
          j += left;
        }
        kept.add(frame(shown.get(j)));
      }
      if (end == i) {
        kept.add(frame(shown.get(end++)));
      }
    }
    return kept;
  }

  private static StackTraceElement[] traceOf(Throwable thrown) {
    try {
      return thrown.getStackTrace();
    } catch (RuntimeException | StackOverflowError e) {
      return new StackTraceElement[0];
    }
  }

  private String frame(UserFrames.Shown shown) {
    return shown
        .line()
        .map(line ->
            "    at "
                + frames.place(line)
                + method(shown.element())
                + "\n        "
                + line.text().strip())
        .orElseGet(() -> DIM + "    at " + Names.withoutLoader(shown.element().toString()) + PLAIN);
  }

  private static String method(StackTraceElement element) {
    if (UserFrames.isStatement(element)) {
      return "";
    }
    if (UserFrames.isLambda(element)) {
      return ", in a lambda";
    }
    String type = UserFrames.type(element);
    String name = element.getMethodName();
    return switch (name) {
      case "<init>" -> ", in new " + (type.isEmpty() ? "anonymous class" : type);
      case "<clinit>" -> ", initializing " + type;
      default -> ", in " + (type.isEmpty() ? "" : type + ".") + name;
    };
  }

  /// Writes frames, a repeated sequence only once.
  private static void fold(List<String> frames, List<String> lines) {
    List<String> folded =
        Folding.of(frames, (times, what) -> leftOut(times, "times the " + what + " above"));
    int left = folded.size() - FIRST_FRAMES - LAST_FRAMES;
    for (int i = 0; i < folded.size(); i++) {
      if (left > 0 && i == FIRST_FRAMES) {
        lines.add(leftOut(left, "frames"));
        i += left;
      }
      lines.addAll(folded.get(i).lines().toList());
    }
  }
}
