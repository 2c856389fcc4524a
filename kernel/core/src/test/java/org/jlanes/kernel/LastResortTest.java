package org.jlanes.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// The end of a process by the system, seen from outside.
final class LastResortTest {
  /// What a shell says of a process that SIGKILL has ended.
  private static final int KILLED = 128 + 9;

  private static final int ALARMED = 128 + 14;

  /// Started as a process of its own: a JVM whose shutdown never ends.
  static final class Stuck {
    private Stuck() {}

    public static void main(String[] args) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stay(Long.MAX_VALUE)));
      LastResort last = new LastResort();
      last.prepare();
      last.after(Duration.ofMillis(200));
      System.exit(0);
    }

    static void stay(long nanos) {
      do {
        LockSupport.parkNanos(nanos);
      } while (nanos == Long.MAX_VALUE);
    }
  }

  /// One whose heap is full.
  static final class Full {
    private static final List<Object> ALL = new ArrayList<>();

    private Full() {}

    public static void main(String[] args) {
      LastResort last = new LastResort();
      last.prepare();
      Duration limit = Duration.ofMillis(200);
      // For the first time while there is memory for it.
      Stuck.stay(1);
      fill();
      last.after(limit);
      Stuck.stay(Long.MAX_VALUE);
    }

    /// Also the last bytes.
    private static void fill() {
      for (int size = 1 << 20; size > 0; size /= 2) {
        try {
          while (true) {
            ALL.add(new byte[size]);
          }
        } catch (OutOfMemoryError e) {
          // Smaller ones, then.
        }
      }
    }
  }

  /// Not of the JVM's class path, which other tests change: JShell wants to see another.
  private static Path place(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  /// Runs a class to its end.
  ///
  /// @param before words before the command `java`
  /// @return the exit status
  private static int run(Class<?> type, String... before) throws Exception {
    List<String> command = new ArrayList<>(List.of(before));
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            place(LastResort.class) + File.pathSeparator + place(Stuck.class),
            type.getName()));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it lives on");
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void aProcessThatDoesNotEndIsEnded() throws Exception {
    assertEquals(OS.current() == OS.LINUX ? KILLED : ALARMED, run(Stuck.class));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void alsoWhereItsParentIgnoresAndBlocksAlarms() throws Exception {
    assertEquals(KILLED, run(Stuck.class, "env", "--ignore-signal=ALRM", "--block-signal=ALRM"));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void alsoWhenItsHeapIsFull() throws Exception {
    assertEquals(KILLED, run(Full.class));
  }
}
