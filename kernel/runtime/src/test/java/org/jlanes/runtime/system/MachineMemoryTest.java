package org.jlanes.runtime.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is read of Linux's files about memory.
final class MachineMemoryTest {
  private static final long MB = 1 << 20;

  @TempDir private Path root;

  private void file(String path, String content) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private long available() {
    return MachineMemory.available(root).getAsLong() / MB;
  }

  private void machine(long mb) throws IOException {
    file(
        "proc/meminfo",
        "MemTotal:  99999999 kB\nMemFree:  10 kB\nMemAvailable:  " + 1024 * mb + " kB\n");
  }

  @Test
  void filesThatTheMachineKeepsInMemoryCountAsAvailable() throws Exception {
    machine(3000);
    assertEquals(3000, available());
  }

  @Test
  void aContainersLimitCountsWithoutItsFiles() throws Exception {
    machine(3000);
    file("proc/self/cgroup", "0::/\n");
    file("sys/fs/cgroup/memory.max", 512 * MB + "\n");
    file("sys/fs/cgroup/memory.current", 500 * MB + "\n");
    file("sys/fs/cgroup/memory.stat", "anon 1\ninactive_file " + 200 * MB + "\n");
    assertEquals(212, available());
  }

  @Test
  void theLimitOfAGroupAroundCountsToo() throws Exception {
    machine(3000);
    file("proc/self/cgroup", "0::/user.slice/session\n");
    file("sys/fs/cgroup/user.slice/session/memory.max", "max\n");
    file("sys/fs/cgroup/user.slice/session/memory.current", 5 * MB + "\n");
    file("sys/fs/cgroup/user.slice/memory.max", 100 * MB + "\n");
    file("sys/fs/cgroup/user.slice/memory.current", 60 * MB + "\n");
    assertEquals(40, available());
  }

  @Test
  void theFirstVersionOfGroupsIsReadAlsoWhereThePathIsThatOutsideOfTheContainer() throws Exception {
    machine(3000);
    file("proc/self/cgroup", "5:cpu:/docker/1\n4:memory:/docker/1\n");
    file("sys/fs/cgroup/memory/memory.limit_in_bytes", 512 * MB + "\n");
    file("sys/fs/cgroup/memory/memory.usage_in_bytes", 600 * MB + "\n");
    file("sys/fs/cgroup/memory/memory.stat", "total_inactive_file " + 300 * MB + "\n");
    assertEquals(212, available());
    file("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
    assertEquals(3000, available());
  }

  @Test
  void moreThanTheLimitIsNothingLeft() throws Exception {
    machine(3000);
    file("proc/self/cgroup", "0::/\n");
    file("sys/fs/cgroup/memory.max", 100 * MB + "\n");
    file("sys/fs/cgroup/memory.current", 101 * MB + "\n");
    assertEquals(0, available());
  }

  @Test
  void whereThereIsNoLinuxNothingIsReadAndSomethingIsAvailable() {
    assertEquals(OptionalLong.empty(), MachineMemory.available(root));
    assertTrue(MachineMemory.available(0) > 0);
  }

  @Test
  void amountsAreReadAsTheJvmReadsThem() {
    assertEquals(OptionalLong.of(512 * MB), MachineMemory.bytes("512m"));
    assertEquals(OptionalLong.of(2048 * MB), MachineMemory.bytes("2G"));
    assertEquals(OptionalLong.of(7), MachineMemory.bytes("7"));
    assertEquals(OptionalLong.empty(), MachineMemory.bytes("much"));
  }
}
