package org.jlanes.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// The end of a process by the system, seen from outside.
final class LastResortTest {
  /// Started as a process of its own: a JVM whose shutdown never ends.
  static final class Stuck {
    private Stuck() {}

    public static void main(String[] args) {
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(() -> {
                boolean waiting = true;
                while (waiting) {
                  try {
                    new CountDownLatch(1).await();
                    waiting = false;
                  } catch (InterruptedException e) {
                    // It does not want to end.
                  }
                }
              }));
      LastResort.after(Duration.ofMillis(200));
      System.exit(0);
    }
  }

  /// Not of the JVM's class path, which other tests change: JShell wants to see another.
  private static Path place(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  @Test
  void aProcessThatDoesNotEndIsEnded() throws Exception {
    Process stuck =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                place(LastResort.class) + File.pathSeparator + place(Stuck.class),
                Stuck.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      assertTrue(stuck.waitFor(60, TimeUnit.SECONDS));
      assertEquals(128 + 14, stuck.exitValue(), "SIGALRM");
    } finally {
      stuck.destroyForcibly();
    }
  }
}
