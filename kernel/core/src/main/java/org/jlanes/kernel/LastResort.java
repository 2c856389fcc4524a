package org.jlanes.kernel;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Optional;

/// Lets the system end this process by SIGALRM when the JVM does not. `Runtime.halt` waits for the
/// JIT compilers, which on a machine under load may take up to ten seconds over a method; a timer
/// of the system waits for nobody. Any thread.
final class LastResort {
  private static final System.Logger LOG = System.getLogger(LastResort.class.getName());
  private static final int ITIMER_REAL = 0;
  private static final long MICROS = 1_000_000;

  private LastResort() {}

  /// Ends the process after this time, unless it has ended by itself. A JVM that records for a
  /// start cache is left alone: it writes when it ends. Where there is no such timer nothing
  /// happens.
  @SuppressWarnings("restricted") // one call of a function of POSIX
  static void after(Duration limit) {
    if (recordsAtItsEnd()) {
      return;
    }
    Optional<MemorySegment> setitimer = Linker.nativeLinker().defaultLookup().find("setitimer");
    if (setitimer.isEmpty()) {
      return;
    }
    try (Arena arena = Arena.ofConfined()) {
      MethodHandle call =
          Linker.nativeLinker()
              .downcallHandle(
                  setitimer.get(), FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));
      // struct itimerval: the interval, which stays 0, and the value, each of seconds and
      // microseconds.
      MemorySegment timer = arena.allocate(JAVA_LONG, 4);
      long micros = limit.toNanos() / 1_000;
      timer.setAtIndex(JAVA_LONG, 2, micros / MICROS);
      timer.setAtIndex(JAVA_LONG, 3, micros % MICROS);
      int result = (int) call.invokeExact(ITIMER_REAL, timer, MemorySegment.NULL);
      if (result != 0) {
        LOG.log(Level.WARNING, "setitimer refused " + limit);
      }
    } catch (Throwable e) {
      LOG.log(Level.WARNING, "no timer for the end of the process", e);
    }
  }

  private static boolean recordsAtItsEnd() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .anyMatch(argument -> argument.startsWith("-XX:AOTMode=record"));
  }
}
