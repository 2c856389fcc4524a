package org.jlanes.worker;

import java.io.IOException;
import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.jlanes.runtime.engine.PrintedTrace;
import org.jlanes.runtime.engine.TraceLines;
import org.jlanes.runtime.envelope.Frame;
import org.jlanes.runtime.envelope.Outbox;
import org.jlanes.runtime.scope.Timers;
import org.jlanes.runtime.scope.UnscopedThread;

/// Says where an item is that does not end though it was cancelled: what it waits for, and whether
/// that is a deadlock. May be called by any thread.
///
/// @param run its run
/// @param index its position
/// @param thread which runs it
/// @param traces knows the cells that classes were made of
record StuckItem(int run, int index, Thread thread, TraceLines traces) {
  /// How long a cancelled item may go on before it is looked at.
  private static final long PATIENCE_MILLIS = 300;

  private static final int DEPTH = 64;

  /// Tells the kernel where it is, before that ends this process.
  ///
  /// @param stuck whether it still runs then
  void tellLater(Outbox outbox, BooleanSupplier stuck) {
    // Not on the common pool, which may be what is stuck.
    var own = UnscopedThread.named("stuck");
    Timers.delayed(PATIENCE_MILLIS, TimeUnit.MILLISECONDS, own::start)
        .execute(() -> {
          if (stuck.getAsBoolean()) {
            try {
              outbox.post(new Frame.Stuck(run, index, where()));
            } catch (IOException e) {
              throw new IllegalStateException("a short frame", e);
            }
          }
        });
  }

  private Frame.Failure where() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    ThreadInfo info = threads.getThreadInfo(thread.threadId(), DEPTH);
    if (info == null) {
      return new Frame.Failure("stuck", "its thread has ended", new StackTraceElement[0], null);
    }
    long[] circle = threads.findDeadlockedThreads();
    boolean deadlock =
        circle != null && LongStream.of(circle).anyMatch(id -> id == thread.threadId());
    List<PrintedTrace.Part> parts = new ArrayList<>();
    parts.add(part((deadlock ? "a deadlock: " : "") + state(info), List.of()));
    if (deadlock) {
      for (long id : circle) {
        ThreadInfo other = threads.getThreadInfo(id, DEPTH);
        if (other != null && id != thread.threadId()) {
          parts.add(part(state(other), frames(other)));
        }
      }
    }
    return new Frame.Failure(
        deadlock ? "deadlock" : "stuck",
        String.join("; ", words(parts)),
        Thrown.withoutOurs(info.getStackTrace()),
        null);
  }

  private static String state(ThreadInfo info) {
    String name = "thread `" + info.getThreadName() + "` ";
    LockInfo lock = info.getLockInfo();
    if (lock == null) {
      return name + (info.getThreadState() == Thread.State.RUNNABLE ? "runs" : "waits");
    }
    String owner = info.getLockOwnerName();
    return name
        + "waits for "
        + lock
        + (owner == null ? "" : ", which thread `" + owner + "` holds");
  }

  private static List<StackTraceElement> frames(ThreadInfo info) {
    return Arrays.stream(info.getStackTrace())
        .filter(frame -> frame.getModuleName() == null)
        .toList();
  }

  private static PrintedTrace.Part part(String text, List<StackTraceElement> frames) {
    return new PrintedTrace.Part(0, "", text, false, frames, -1);
  }

  /// Each thread's state and the first place of the user's code where it is, with the names and
  /// cells of the notebook if the kernel tells them.
  private List<String> words(List<PrintedTrace.Part> parts) {
    List<String> words = new ArrayList<>();
    boolean placed = false;
    for (String line : traces.of(new PrintedTrace(parts)).orElseGet(() -> plain(parts))) {
      if (!line.startsWith("\t")) {
        words.add(line);
        placed = false;
      } else if (!placed) {
        words.add(words.removeLast() + " " + line.strip());
        placed = true;
      }
    }
    return words;
  }

  private static List<String> plain(List<PrintedTrace.Part> parts) {
    List<String> lines = new ArrayList<>();
    for (PrintedTrace.Part part : parts) {
      lines.add(part.text());
      part.frames().forEach(frame -> lines.add("\tat " + frame));
    }
    return lines;
  }
}
