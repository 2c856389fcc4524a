package org.jlanes.runtime.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/// An exception that is to be printed, with all that belongs to it, in the order in which it is
/// written down.
public record PrintedTrace(List<Part> parts) {
  /// Some exceptions make a new cause whenever they are asked for it.
  private static final int MOST = 500;

  /// An exception without its causes.
  ///
  /// @param depth how far it stands to the right, in tabulators
  /// @param caption what stands before it, such as `Caused by: `; may be empty
  /// @param text the exception's `toString()`
  /// @param known whether the same exception stands in an earlier part; then without frames
  /// @param frames where it was made, as `getStackTrace()` gives them
  /// @param enclosing index of the part that it is cause or companion of, -1 for the first
  public record Part(
      int depth,
      String caption,
      String text,
      boolean known,
      List<StackTraceElement> frames,
      int enclosing) {}

  /// Reads an exception. Throws what its own methods throw.
  public static PrintedTrace of(Throwable thrown) {
    List<Part> parts = new ArrayList<>();
    add(parts, Collections.newSetFromMap(new IdentityHashMap<>()), thrown, 0, "", -1);
    return new PrintedTrace(List.copyOf(parts));
  }

  private static void add(
      List<Part> parts,
      Set<Throwable> seen,
      Throwable thrown,
      int depth,
      String caption,
      int enclosing) {
    int within = enclosing;
    String before = caption;
    for (Throwable each = thrown; each != null && parts.size() < MOST; each = each.getCause()) {
      boolean known = !seen.add(each);
      List<StackTraceElement> frames = known ? List.of() : List.of(each.getStackTrace());
      int index = parts.size();
      parts.add(new Part(depth, before, String.valueOf(each), known, frames, within));
      if (known) {
        return;
      }
      for (Throwable suppressed : each.getSuppressed()) {
        if (parts.size() < MOST) {
          add(parts, seen, suppressed, depth + 1, "Suppressed: ", index);
        }
      }
      within = index;
      before = "Caused by: ";
    }
  }
}
