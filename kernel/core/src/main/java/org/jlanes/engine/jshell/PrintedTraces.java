package org.jlanes.engine.jshell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jlanes.runtime.engine.PrintedTrace;
import org.jlanes.runtime.engine.PrintedTrace.Part;
import org.jlanes.runtime.engine.TraceLines;

/// Writes exceptions that user code prints in Java's way, but for the frames: those of the notebook
/// name cell and line, and those below the user's code are left out. Stateless; any thread.
final class PrintedTraces implements TraceLines {
  private final UserFrames frames;

  PrintedTraces(UserFrames frames) {
    this.frames = frames;
  }

  @Override
  public Optional<List<String>> of(PrintedTrace trace) {
    List<String> lines = new ArrayList<>();
    List<List<String>> shown = new ArrayList<>();
    for (Part part : trace.parts()) {
      String indent = "\t".repeat(part.depth());
      String text = Names.withoutWrappers(part.text());
      if (part.known()) {
        shown.add(List.of());
        lines.add(indent + part.caption() + "[CIRCULAR REFERENCE: " + text + "]");
        continue;
      }
      List<String> own =
          frames.of(part.frames().toArray(StackTraceElement[]::new), Integer.MAX_VALUE).stream()
              .map(this::frame)
              .toList();
      shown.add(own);
      int common = part.enclosing() < 0 ? 0 : common(own, shown.get(part.enclosing()));
      lines.add(indent + part.caption() + text);
      Folding.of(
              own.subList(0, own.size() - common),
              (times, what) -> "... " + times + " more times the " + what + " above")
          .forEach(frame -> lines.add(indent + "\t" + frame));
      if (common > 0) {
        lines.add(indent + "\t... " + common + " more");
      }
    }
    return Optional.of(lines);
  }

  /// How many frames two traces have in common at their ends.
  private static int common(List<String> own, List<String> enclosing) {
    int common = 0;
    while (common < Math.min(own.size(), enclosing.size())
        && own.get(own.size() - 1 - common).equals(enclosing.get(enclosing.size() - 1 - common))) {
      common++;
    }
    return common;
  }

  private String frame(UserFrames.Shown shown) {
    StackTraceElement element = shown.element();
    return shown
        .line()
        .map(line -> frames.place(line))
        .map(place ->
            "at " + (UserFrames.isStatement(element) ? place : method(element) + "(" + place + ")"))
        .orElseGet(() -> "at " + Names.withoutLoader(element.toString()));
  }

  private static String method(StackTraceElement element) {
    if (UserFrames.isLambda(element)) {
      return "lambda";
    }
    String type = UserFrames.type(element);
    return (type.isEmpty() ? "" : type + ".") + element.getMethodName();
  }
}
