package org.jlanes.worker;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jlanes.lanes.Lanes;

/// A program with two workers, for a test that kills it: prints their process ids, and sleeps.
final class OtherKernel {
  private OtherKernel() {}

  public static void main(String[] arguments) throws Exception {
    Bench.useBuiltWorker();
    String folder = Files.createTempDirectory("other-kernel-").toString();
    List<Long> pids =
        Lanes.processes(2)
            .quiet()
            .map(
                2,
                i -> {
                  Bench.meet(folder, i, 2);
                  return ProcessHandle.current().pid();
                })
            .values();
    for (int i = 0; i < 2; i++) {
      Files.delete(Path.of(folder, "here-" + i));
    }
    Files.delete(Path.of(folder));
    System.out.println(pids.stream().map(Object::toString).collect(Collectors.joining(" ")));
    Thread.sleep(600_000);
  }
}
