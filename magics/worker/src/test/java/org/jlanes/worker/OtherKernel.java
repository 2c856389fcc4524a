package org.jlanes.worker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jlanes.lanes.LaneContext;
import org.jlanes.lanes.Lanes;
import org.jlanes.lanes.SharedBytes;

/// A program with two workers, for tests that kill it: its main method prints their process ids,
/// and sleeps; an instance is such a program as its starter sees it.
///
/// @param process the program
/// @param workers the process ids of its workers
record OtherKernel(Process process, List<Long> workers) implements AutoCloseable {
  /// Bytes of its shared array.
  static final int SHARED = 32 << 20;

  /// Starts one and waits until its workers have computed something.
  ///
  /// @param arguments `large` to let large arrays travel; `shared=FOLDER` to have workers use a
  ///   shared array whose memory is there
  static OtherKernel start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(OtherKernel.class.getName());
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String line = process.inputReader(StandardCharsets.UTF_8).readLine();
    if (line == null) {
      process.destroyForcibly();
      throw new IOException("the other kernel did not come up");
    }
    return new OtherKernel(process, Stream.of(line.split(" ")).map(Long::valueOf).toList());
  }

  /// Ends it as a user cannot; its workers see to themselves.
  @Override
  public void close() {
    process.destroyForcibly();
  }

  public static void main(String[] arguments) throws Exception {
    Bench.useBuiltWorker();
    SharedBytes shared = shared(arguments);
    int length = List.of(arguments).contains("large") ? 1 << 20 : 1;
    String folder = Files.createTempDirectory("other-kernel-").toString();
    List<Long> pids =
        Lanes.processes(2)
            .quiet()
            .map(
                List.of(new double[length], new double[length]),
                array -> {
                  Bench.meet(folder, LaneContext.current().index(), 2);
                  shared.set(LaneContext.current().index(), (byte) 1);
                  return ProcessHandle.current().pid();
                })
            .values();
    for (int i = 0; i < 2; i++) {
      Files.delete(Path.of(folder, "here-" + i));
    }
    Files.delete(Path.of(folder));
    System.out.println(pids.stream().map(Object::toString).collect(Collectors.joining(" ")));
    Thread.sleep(600_000);
    shared.close();
  }

  private static SharedBytes shared(String... arguments) {
    for (String argument : arguments) {
      if (argument.startsWith("shared=")) {
        System.setProperty("jlanes.shared.memory", argument.substring("shared=".length()));
        return SharedBytes.ofLength(SHARED);
      }
    }
    return SharedBytes.ofLength(2);
  }
}
