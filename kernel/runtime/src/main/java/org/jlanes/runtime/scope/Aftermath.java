package org.jlanes.runtime.scope;

import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import org.jlanes.runtime.weave.StopCheck;

/// Takes a cancelled scope out of the stop check, which slows down the loops of all cells, as soon
/// as that can be done: when none of its threads runs user code any more. A pool's thread that
/// waits for work need not end for that; a task of the scope that it may get is refused when it
/// begins.
///
/// Where a thread is busy, a virtual thread of its own waits for it. The check does not ask either
/// while all of them wait for something that no interrupt ends: they may do so for ever.
final class Aftermath {
  private static final Duration FIRST_LOOK = Duration.ofMillis(50);
  private static final Duration LONGEST_LOOK = Duration.ofSeconds(2);

  /// After so many looks at threads that wait or are in native code they are taken to be stuck.
  private static final int LOOKS_AT_REST = 5;

  private Aftermath() {}

  /// Does it now if it can be done now, else later.
  static void begin(Scope scope) {
    if (scope.busy().isEmpty()) {
      StopCheck.disarm(scope);
    } else {
      Thread.ofVirtual()
          .name("aftermath-" + scope.id())
          .inheritInheritableThreadLocals(false)
          .start(() -> await(scope));
    }
  }

  private static void await(Scope scope) {
    try {
      Duration look = FIRST_LOOK;
      int atRest = 0;
      for (Set<Thread> busy = scope.busy(); !busy.isEmpty(); busy = scope.busy()) {
        atRest = busy.stream().allMatch(Aftermath::isAtRest) ? atRest + 1 : 0;
        if (atRest == 0) {
          StopCheck.arm(scope);
        } else if (atRest == LOOKS_AT_REST) {
          StopCheck.disarm(scope);
        }
        busy.iterator().next().join(look);
        look = look.compareTo(LONGEST_LOOK) < 0 ? look.multipliedBy(2) : look;
      }
      StopCheck.disarm(scope);
    } catch (InterruptedException e) {
      // Nobody knows this thread. What it waits for stays stoppable.
      Thread.currentThread().interrupt();
    }
  }

  /// Whether a thread waits in the JDK, called by nobody else. One that has just been started does
  /// not: it is about to run user code.
  static boolean isIdle(Thread thread) {
    return isIdle(thread.getState(), thread.getStackTrace());
  }

  /// The same of a state and of the frames that were there then, the innermost first.
  static boolean isIdle(Thread.State state, StackTraceElement[] frames) {
    return isAtRest(state, frames)
        && !isBeginning(state, frames)
        && Arrays.stream(frames).allMatch(Aftermath::isOfTheJdk);
  }

  /// A thread calls native code of its own class before it runs anything, and is often met there: a
  /// thread stops for who looks at its frames when it comes back from native code.
  private static boolean isBeginning(Thread.State state, StackTraceElement[] frames) {
    return state == Thread.State.RUNNABLE
        && frames[0].getClassName().equals(Thread.class.getName());
  }

  /// Whether a thread waits, or is in native code.
  private static boolean isAtRest(Thread thread) {
    return isAtRest(thread.getState(), thread.getStackTrace());
  }

  private static boolean isAtRest(Thread.State state, StackTraceElement[] frames) {
    return frames.length > 0 && (state != Thread.State.RUNNABLE || frames[0].isNativeMethod());
  }

  private static boolean isOfTheJdk(StackTraceElement frame) {
    String module = frame.getModuleName();
    return module != null && (module.startsWith("java.") || module.startsWith("jdk."));
  }
}
