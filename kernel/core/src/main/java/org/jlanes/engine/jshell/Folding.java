package org.jlanes.engine.jshell;

import java.util.ArrayList;
import java.util.List;

/// Endless recursion in a stack trace: a sequence of frames that is repeated is kept once.
final class Folding {
  /// A turn of a recursion through a stream has some twenty frames.
  private static final int LONGEST_CYCLE = 40;

  /// Fewer repetitions are kept as they are.
  private static final int FEWEST = 4;

  private Folding() {}

  /// Says what was left out.
  @FunctionalInterface
  interface Remark {
    /// @param times how often more the frames were there
    /// @param what `frame` or `3 frames`
    String of(int times, String what);
  }

  static List<String> of(List<String> frames, Remark remark) {
    List<String> folded = new ArrayList<>();
    int i = 0;
    while (i < frames.size()) {
      int cycle = 0;
      int times = 1;
      for (int length = 1; length <= LONGEST_CYCLE && times < FEWEST; length++) {
        cycle = length;
        times = repetitions(frames, i, length);
      }
      int shown = times < FEWEST ? 1 : cycle;
      folded.addAll(frames.subList(i, i + shown));
      if (times < FEWEST) {
        i++;
      } else {
        folded.add(remark.of(times - 1, cycle == 1 ? "frame" : cycle + " frames"));
        i += cycle * times;
      }
    }
    return folded;
  }

  private static int repetitions(List<String> frames, int start, int length) {
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
