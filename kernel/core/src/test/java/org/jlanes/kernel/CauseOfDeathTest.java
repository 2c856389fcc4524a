package org.jlanes.kernel;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CauseOfDeathTest {
  /// No process has it, so that nobody else's report is found.
  private static final long PID = 4_194_304_999L;

  private static final Instant BEGAN = Instant.parse("2026-01-02T03:04:05Z");

  @TempDir Path folder;

  private String causeWithReportOf(Instant written) throws Exception {
    Path report = folder.resolve("hs_err_pid" + PID + ".log");
    Files.writeString(report, "#\n#  SIGSEGV (0xb) at pc=0x1\n");
    Files.setLastModifiedTime(report, FileTime.from(written));
    return CauseOfDeath.find(PID, BEGAN, folder, Long.MAX_VALUE);
  }

  @Test
  void aReportThatWasWrittenInTheProcesssLifeIsItsCause() throws Exception {
    String cause = causeWithReportOf(BEGAN.plusSeconds(1));
    assertTrue(cause.startsWith("the JVM crashed (SIGSEGV"), cause);
  }

  @Test
  void theReportOfAnEarlierProcessWithThatNumberIsNot() throws Exception {
    String cause = causeWithReportOf(BEGAN.minusSeconds(1));
    assertTrue(cause.startsWith("it ended without a word"), cause);
  }

  @Test
  void whereNothingIsKnownNativeCodeIsNamedToo() {
    String cause = CauseOfDeath.find(PID, BEGAN, folder, Long.MAX_VALUE);
    assertTrue(cause.contains("killed from outside (SIGKILL)"), cause);
    assertTrue(cause.contains("native code"), cause);
  }
}
