package org.jlanes.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
    return CauseOfDeath.find(life(false), 0);
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
    String cause = CauseOfDeath.find(life(false), 0);
    assertTrue(cause.contains("killed from outside (SIGKILL)"), cause);
    assertTrue(cause.contains("native code"), cause);
  }

  private CauseOfDeath.Life life(boolean endsWhenFull) {
    return new CauseOfDeath.Life(PID, BEGAN, folder, 0, endsWhenFull);
  }

  @Test
  void aKillForWantOfMemorySinceItBeganIsTold() throws Exception {
    Path group = Files.writeString(folder.resolve("cgroup"), "1:cpu:/x\n0::/a/b\n");
    Path groups = folder.resolve("groups");
    Path machine = Files.writeString(folder.resolve("vmstat"), "nr_free 1\noom_kill 7\n");
    assertEquals(7, CauseOfDeath.outOfMemoryKills(group, groups, machine), "no count of the group");

    Path events = Files.createDirectories(groups.resolve("a/b")).resolve("memory.events");
    Files.writeString(events, "oom 9\noom_kill 0\noom_group_kill 0\n");
    assertEquals(0, CauseOfDeath.outOfMemoryKills(group, groups, machine), "others do not count");
    assertTrue(CauseOfDeath.find(life(false), 0).contains("SIGKILL"));

    Files.writeString(events, "oom 9\noom_kill 1\noom_group_kill 0\n");
    String told =
        CauseOfDeath.find(life(false), CauseOfDeath.outOfMemoryKills(group, groups, machine));
    assertTrue(told.contains("killed a process because memory ran out"), told);
  }

  @Test
  void whereTheSystemDoesNotCountNothingIsClaimed() {
    Path none = folder.resolve("none");
    assertEquals(0, CauseOfDeath.outOfMemoryKills(none, none, none));
  }

  @Test
  void aJvmThatEndsWhenItsHeapIsFullMostLikelyDid() {
    String told = CauseOfDeath.find(life(true), 0);
    assertTrue(told.startsWith("most likely its heap was full"), told);
  }
}
