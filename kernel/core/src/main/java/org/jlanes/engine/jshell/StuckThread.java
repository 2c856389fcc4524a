package org.jlanes.engine.jshell;

import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.ArrayList;
import java.util.List;
import org.jlanes.runtime.display.Troubleshooting;

/// A thread that could not be stopped, as it was when somebody looked.
///
/// @param waitsFor the lock of a `synchronized` that it waits for and the thread that holds it, in
///   words; empty if it waits for none
record StuckThread(String name, StackTraceElement[] frames, String waitsFor) {
  /// So many are named.
  private static final int MOST = 8;

  static StuckThread of(Thread thread) {
    return new StuckThread(thread.getName(), thread.getStackTrace(), lockOf(thread));
  }

  /// The JVM tells of platform threads only.
  private static String lockOf(Thread thread) {
    ThreadInfo info =
        thread.isVirtual() || thread.getState() != Thread.State.BLOCKED
            ? null
            : ManagementFactory.getThreadMXBean().getThreadInfo(thread.threadId());
    LockInfo lock = info == null ? null : info.getLockInfo();
    if (lock == null) {
      return thread.getState() == Thread.State.BLOCKED ? "a lock (synchronized)" : "";
    }
    String type = Names.withoutWrappers(lock.getClassName());
    String owner = info.getLockOwnerName();
    return "the lock of a "
        + type
        + " (synchronized)"
        + (owner == null ? "" : ", which thread \"" + owner + "\" holds");
  }

  private String text() {
    String top = frames.length == 0 ? "native code" : Names.withoutWrappers(frames[0].toString());
    return "thread \""
        + name
        + "\" "
        + (waitsFor.isEmpty() ? "is in " + top : "waits for " + waitsFor)
        + ", which no interrupt ends:";
  }

  /// What to say of threads that go on although they were interrupted and stopped by force.
  static List<String> explain(List<Thread> threads, Tracebacks tracebacks) {
    List<String> lines = new ArrayList<>();
    lines.add("The cell's code could not be stopped:");
    for (Thread thread : threads.stream().limit(MOST).toList()) {
      StuckThread stuck = of(thread);
      lines.add(stuck.text());
      lines.addAll(tracebacks.place(stuck.frames));
    }
    if (threads.size() > MOST) {
      lines.add("and " + (threads.size() - MOST) + " more threads.");
    }
    String them = threads.size() == 1 ? "it" : "them";
    lines.add(
        (threads.size() == 1 ? "It goes on" : "They go on")
            + " in the background; the notebook can be used. Restart the kernel to end "
            + them
            + ". "
            + Troubleshooting.INTERRUPT.hint());
    return lines;
  }
}
