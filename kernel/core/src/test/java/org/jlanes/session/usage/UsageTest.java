package org.jlanes.session.usage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// The figures of `usage_reply`, from texts as Linux gives them and from this process.
final class UsageTest {
  private static final String MEMINFO =
      """
      MemTotal:       16000000 kB
      MemFree:         1000000 kB
      MemAvailable:   12000000 kB
      Buffers:          500000 kB
      Cached:          8000000 kB
      SReclaimable:     500000 kB
      HugePages_Total:       0
      """;

  @Test
  void memoryThatCachesHoldIsAvailable() {
    HostMemory memory = HostMemory.ofMeminfo(MEMINFO);
    assertEquals(16_000_000L * 1024, memory.total());
    assertEquals(12_000_000L * 1024, memory.available());
    assertEquals(6_000_000L * 1024, memory.used());
    assertEquals(1_000_000L * 1024, memory.free());
    assertEquals(25.0, memory.percent());
  }

  @Test
  void anOldLinuxHasAnEstimateOfWhatIsAvailable() {
    HostMemory memory = HostMemory.ofMeminfo(MEMINFO.replaceAll("MemAvailable.*\n", ""));
    assertEquals(10_000_000L * 1024, memory.available());
    assertThrows(IllegalArgumentException.class, () -> HostMemory.ofMeminfo("MemTotal: 1 kB"));
  }

  @Test
  void theLoadIsThatSinceTheLookBefore() {
    Load load = new Load(10);
    assertEquals(40.0, load.look(400, 1_000));
    assertEquals(40.0, load.look(409, 1_009), "too soon");
    assertEquals(90.0, load.look(490, 1_100));
    assertEquals(0.0, load.look(490, 1_200));
  }

  @Test
  void waitingForDisksIsIdlenessAndGuestsCountOnce() {
    HostCpu cpu = new HostCpu();
    String before = "cpu  0 0 0 0 0 0 0 0 0 0\ncpu0 1 1 1 1\n";
    String after = "cpu  1000000000 0 0 2000000000 1000000000 0 0 0 1000000000 0\n";
    double unused = cpu.percent(before);
    assertEquals(25.0, cpu.percent(after), 1.0);
    assertThrows(IllegalArgumentException.class, () -> cpu.percent("cpu 1 2"));
  }

  @Test
  void theMachineAndTheFamilyHaveFiguresAtTheFirstLook() throws Exception {
    Process child = new ProcessBuilder("sleep", "60").start();
    try {
      Family family = new Family();
      double first = family.cpuPercent();
      assertTrue(first > 0 && first < 100.0 * 1_000, first + " %");
      assertTrue(family.residentBytes() > 10_000_000);
      double host = new HostCpu().percent();
      assertTrue(host >= 0 && host <= 100, host + " %");
      HostMemory memory = HostMemory.now();
      assertTrue(memory.free() <= memory.available() + (1L << 30), memory.toString());
      assertTrue(memory.percent() >= 0 && memory.percent() <= 100, memory.toString());
    } finally {
      child.destroyForcibly();
      assertTrue(child.waitFor(10, TimeUnit.SECONDS));
    }
  }
}
