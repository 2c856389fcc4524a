package org.jlanes.kernel;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Lets the system end this process when the JVM does not. `Runtime.halt` waits for the JIT
/// compilers, which on a machine under load may take up to ten seconds over a method, and before it
/// can be called a full heap or a lack of processor time may cost seconds; a timer of the system
/// waits for nobody. Safe for any thread.
///
/// On Linux the timer's signal is SIGKILL: SIGALRM, which has to do elsewhere, may be ignored or
/// blocked by what has started the kernel, and its one timer belongs to native code of the user's
/// too.
final class LastResort {
  private static final System.Logger LOG = System.getLogger(LastResort.class.getName());

  /// Options with which the JVM writes a file when it ends.
  private static final List<String> WRITES_AT_ITS_END =
      List.of(
          "-XX:AOTMode=record",
          "-XX:AOTCacheOutput=",
          "-XX:ArchiveClassesAtExit=",
          "-XX:+AutoCreateSharedArchive");

  private static final long SECOND = 1_000_000_000;

  private final FutureTask<Timer> timer = new FutureTask<>(LastResort::make);

  /// A timer that runs once, for so many nanoseconds; 0 stops it.
  @FunctionalInterface
  private interface Timer {
    /// @return 0 if the system has done it
    int set(long nanos) throws Throwable;
  }

  /// Gets everything ready. That takes some ten milliseconds, on a machine under load several
  /// hundred, and memory, which [#after] has no use for: by then a cell may have filled the heap.
  void prepare() {
    set(0);
  }

  /// Ends the process after this time, unless it has ended by itself. A JVM that writes a start
  /// cache when it ends is left alone. Where there is no such timer nothing happens.
  void after(Duration limit) {
    set(limit.toNanos());
  }

  private void set(long nanos) {
    timer.run();
    try {
      Timer made = timer.get();
      if (made != null && made.set(nanos) != 0) {
        LOG.log(Level.WARNING, "the timer for the end of the process was refused");
      }
    } catch (ExecutionException e) {
      LOG.log(Level.WARNING, "no timer for the end of the process", e.getCause());
    } catch (Throwable e) {
      // Also an interrupt by user code that interrupts every thread: the end goes on without.
      LOG.log(Level.WARNING, "the timer for the end of the process was not set", e);
    }
  }

  private static Timer make() {
    boolean writes =
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .anyMatch(argument -> WRITES_AT_ITS_END.stream().anyMatch(argument::startsWith));
    if (writes) {
      return null;
    }
    try {
      if (System.getProperty("os.name").equals("Linux")) {
        return killTimer();
      }
    } catch (IllegalStateException | NoSuchElementException e) {
      LOG.log(Level.DEBUG, "an older C library, or no timer is left: SIGALRM has to do", e);
    }
    return alarmTimer();
  }

  /// `timer_create(2)` with SIGKILL. The numbers are those of Linux.
  private static Timer killTimer() {
    int clockMonotonic = 1;
    int signalsProcess = 0;
    int kill = 9;
    MemorySegment id = Arena.global().allocate(ADDRESS);
    // struct sigevent: a value, the signal, the kind of notification; 64 bytes.
    MemorySegment event = Arena.global().allocate(JAVA_LONG, 8);
    event.setAtIndex(JAVA_INT, 2, kill);
    event.setAtIndex(JAVA_INT, 3, signalsProcess);
    create(link("timer_create", JAVA_INT, ADDRESS, ADDRESS), clockMonotonic, event, id);
    MethodHandle call = link("timer_settime", ADDRESS, JAVA_INT, ADDRESS, ADDRESS);
    MemorySegment made = id.get(ADDRESS, 0);
    MemorySegment time = Arena.global().allocate(JAVA_LONG, 4);
    return nanos -> {
      fill(time, nanos, 1);
      return (int) call.invokeExact(made, 0, time, MemorySegment.NULL);
    };
  }

  private static void create(MethodHandle call, int clock, MemorySegment event, MemorySegment id) {
    int result;
    try {
      result = (int) call.invokeExact(clock, event, id);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
    if (result != 0) {
      throw new IllegalStateException("timer_create refused a timer");
    }
  }

  /// `setitimer(2)`, whose signal is SIGALRM.
  private static Timer alarmTimer() {
    int realTime = 0;
    MethodHandle call = link("setitimer", JAVA_INT, ADDRESS, ADDRESS);
    MemorySegment time = Arena.global().allocate(JAVA_LONG, 4);
    return nanos -> {
      fill(time, nanos, 1_000);
      return (int) call.invokeExact(realTime, time, MemorySegment.NULL);
    };
  }

  /// Fills a `struct itimerspec` or `itimerval`: the interval, which stays 0, and the value, each
  /// of seconds and a fraction.
  ///
  /// @param unit of the fraction, in nanoseconds
  private static void fill(MemorySegment time, long nanos, long unit) {
    time.setAtIndex(JAVA_LONG, 2, nanos / SECOND);
    time.setAtIndex(JAVA_LONG, 3, nanos % SECOND / unit);
  }

  @SuppressWarnings("restricted") // a few calls of functions of POSIX
  private static MethodHandle link(String function, ValueLayout... parameters) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(function), FunctionDescriptor.of(JAVA_INT, parameters));
  }
}
