package org.jlanes.install;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The doctor's cell in a real kernel.
@Timeout(200)
final class RoundTripIT {
  @TempDir Path folder;

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
