package org.jlanes.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import org.jlanes.client.Output;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The doctor's cell, and the kernelspec's variables, in a real kernel.
@Timeout(200)
final class RoundTripIT {
  @TempDir Path folder;

  @Test
  void theKernelIsStartedWithTheEnvOfItsKernelspec() throws Exception {
    KernelSpec spec = KernelSpec.of(Distribution.java(), Distribution.current(), "");
    spec.content().getAsJsonObject("env").addProperty("JLANES_TEST_ENV", "from kernel.json");
    spec.content().getAsJsonObject("env").addProperty("JLANES_HISTORY", folder.toString());

    try (LocalKernel kernel = LocalKernel.start(spec, folder)) {
      for (String expected :
          new String[] {"JLANES_TEST_ENV=from kernel.json", "JLANES_HISTORY=off"}) {
        String name = expected.substring(0, expected.indexOf('='));
        StringBuilder shown = new StringBuilder();
        kernel.execute(
            "System.out.print(System.getenv(\"" + name + "\"))",
            "",
            output -> {
              if (output instanceof Output.Stream stream) {
                shown.append(stream.text());
              }
            });
        assertEquals(expected, name + "=" + shown);
      }
    }
  }

  @Test
  void aCellThatTakesTooLongIsGivenUpAndTheKernelIsEnded() throws Exception {
    KernelSpec spec = KernelSpec.of(Distribution.java(), Distribution.current(), "");

    Finding finding =
        new RoundTrip(spec, folder, Duration.ofSeconds(60), Duration.ofNanos(1)).take();

    assertFalse(finding.good(), finding.toString());
    assertTrue(finding.text().contains("did not run `1 + 1` within"), finding.toString());
    assertTrue(finding.fix().contains("127.0.0.1"), finding.toString());
    assertTrue(
        ProcessHandle.current()
            .descendants()
            .noneMatch(
                process -> process.info().commandLine().orElse("").contains("jlanes-kernel.jar")),
        "the kernel is still there");
  }
}
