package org.jlanes.runtime.scope;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.jlanes.runtime.weave.StopCheck;

/// Takes a cancelled scope out of the stop check, which slows down the loops of all cells, as soon
/// as that can be done: when none of its threads runs user code any more. A pool's thread that
/// waits for work need not end for that; a task of the scope that it may get is refused when it
/// begins.
///
/// Where a thread is busy, a virtual thread of its own waits for it.
final class Aftermath {
  private static final Duration FIRST_LOOK = Duration.ofMillis(50);
  private static final Duration LONGEST_LOOK = Duration.ofSeconds(5);

  private Aftermath() {}

  /// Does it now if it can be done now, else later.
  static void begin(Scope scope) {
    if (busy(scope).isEmpty()) {
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
      for (Optional<Thread> busy = busy(scope); busy.isPresent(); busy = busy(scope)) {
        busy.get().join(look);
        look = look.compareTo(LONGEST_LOOK) < 0 ? look.multipliedBy(2) : look;
      }
      StopCheck.disarm(scope);
    } catch (InterruptedException e) {
      // Nobody knows this thread. What it waits for stays stoppable.
      Thread.currentThread().interrupt();
    }
  }

  private static Optional<Thread> busy(Scope scope) {
    return scope.threads().stream()
        .filter(scope::hasNow)
        .filter(thread -> !isIdle(thread))
        .findFirst();
  }

  /// Whether a thread waits in the JDK, called by nobody else. One that has just been started does
  /// not: it is about to run user code.
  private static boolean isIdle(Thread thread) {
    boolean waits = thread.getState() != Thread.State.RUNNABLE;
    StackTraceElement[] frames = thread.getStackTrace();
    return frames.length > 0
        && (waits || frames[0].isNativeMethod())
        && Arrays.stream(frames).allMatch(Aftermath::isOfTheJdk);
  }

  private static boolean isOfTheJdk(StackTraceElement frame) {
    String module = frame.getModuleName();
    return module != null && (module.startsWith("java.") || module.startsWith("jdk."));
  }
}
