package org.jlanes.client;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The kernel and all it has started are gone within 2 seconds, however it ends.
@EnabledOnOs(OS.LINUX)
final class DeathIT {
  private static final Duration LIMIT = Duration.ofSeconds(2);

  /// The limit is for a machine that has time for it: one of these must keep it.
  private static final int ATTEMPTS = 10;

  /// Ways to end.
  enum End {
    SHUTDOWN_WHEN_IDLE(false) {
      @Override
      void come(Doomed doomed) {
        SHUTDOWN.come(doomed);
      }
    },
    SHUTDOWN(true) {
      @Override
      void come(Doomed doomed) {
        var unused =
            doomed
                .kernel()
                .client()
                .send(ChannelName.CONTROL, "shutdown_request", new JsonObject());
      }
    },
    SERVER_KILLED(true) {
      @Override
      void come(Doomed doomed) {
        doomed.server().destroyForcibly();
      }
    },
    SIGTERM(true) {
      @Override
      void come(Doomed doomed) {
        doomed.kernel().process().handle().destroy();
      }
    },
    SIGKILL(true) {
      @Override
      void come(Doomed doomed) {
        doomed.kernel().process().handle().destroyForcibly();
      }
    };

    private final boolean busy;

    End(boolean busy) {
      this.busy = busy;
    }

    abstract void come(Doomed doomed);
  }

  @ParameterizedTest
  @EnumSource
  void theKernelAndAllItsChildrenAreGoneInTwoSeconds(End end) throws Exception {
    List<Duration> times = new ArrayList<>();
    boolean kept = false;
    while (!kept && times.size() < ATTEMPTS) {
      try (Doomed doomed = new Doomed(Map.of())) {
        doomed.bear();
        if (end.busy) {
          doomed
              .kernel()
              .submit("System.out.println(\"on\"); while (true) Thread.onSpinWait();")
              .awaitPrinted("on");
        }
        end.come(doomed);
        Duration time = doomed.awaitEnd(List.of());
        times.add(time);
        kept = time.compareTo(LIMIT) <= 0;
        doomed.awaitEnd(List.of(doomed.guardian()));
      }
    }
    System.out.println(end + ": kernel and children gone after " + times);
    assertTrue(kept, () -> end + ": " + times);
  }

  @Test
  void whatHasASessionOfItsOwnWasMeantToStay() throws Exception {
    try (Doomed doomed = new Doomed(Map.of())) {
      doomed.bear();
      assertNotNull(doomed.guardian());
      ProcessHandle daemon;
      try (Doomed other = new Doomed(Map.of())) {
        other.bear();
        ProcessHandle guardian = other.guardian();
        daemon = other.daemon();
        other.kernel().process().handle().destroyForcibly();
        Doomed.await(List.of(guardian));
        assertFalse(Doomed.hasEnded(daemon), "it was killed");
      }
      assertFalse(
          Doomed.hasEnded(doomed.kernel().process().handle()), "another kernel was killed too");
      doomed.kernel().ok("direct.isAlive() ? 1 : 1 / 0");
    }
  }

  /// As Jupyter starts kernels; then no mark is needed.
  @Test
  void whereTheKernelHasASessionOfItsOwnAllInItGoes() throws Exception {
    KernelCommand usual = KernelSession.command();
    List<String> argv = new ArrayList<>(usual.argv());
    argv.addFirst("setsid");
    try (KernelProcess kernel =
        KernelProcess.start(
            new KernelCommand(argv, usual.environment(), usual.registers()), Path.of("."))) {
      kernel.client().awaitReady(KernelSession.PATIENCE);
      StringBuilder said = new StringBuilder();
      ExecuteResult result =
          kernel
              .client()
              .execute(
                  "%%bash\nenv -i sleep 600 & echo $!",
                  ExecuteOptions.DEFAULT.withTimeout(KernelSession.PATIENCE),
                  output -> {
                    if (output instanceof Output.Stream stream) {
                      said.append(stream.text());
                    }
                  });
      assertTrue(result.succeeded());
      ProcessHandle child = ProcessHandle.of(Long.parseLong(said.toString().strip())).orElseThrow();
      kernel.handle().destroyForcibly();
      Doomed.await(List.of(child));
    }
  }
}
