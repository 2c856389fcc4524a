package org.jlanes.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jlanes.runtime.system.WorkerCache;

/// Makes the [WorkerCache] of an installed kernel: has the kernel run some cells in a worker
/// process, which writes the cache when it ends. The kernel gives it to its workers if it is there.
///
/// @param folder the kernelspec's folder
record WorkerTraining(Path folder) {
  private static final Duration ANSWER = Duration.ofMinutes(1);

  /// Writing the cache takes seconds; a machine under load gets time.
  private static final Duration WRITING = Duration.ofMinutes(2);

  private static final String POOL = "jlanes-training";

  /// Beside the real one, until it is complete; the worker's working directory is the folder.
  private static final WorkerCache FRESH = new WorkerCache(Path.of("worker.aot.new"));

  private static final String HEADER = "%%processes --quiet --pool " + POOL;

  /// What bodies in workers do most: numbers there and back, values of the notebook and its
  /// classes, text, an error, a single task.
  private static final List<String> CELLS =
      List.of(
          HEADER + " --workers 1 n : 1\nn",
          // A pool that was told its size has no spare: two would write the same file.
          "Lanes.pools().resize(\"" + POOL + "\", 1)",
          "record Point(int x, List<String> names) {}\n"
              + "int twice(int n) { return 2 * n; }\n"
              + "var base = 3;",
          HEADER
              + " --jvm '"
              + String.join(" ", FRESH.making())
              + "' n : 4 -> pids\nProcessHandle.current().pid() + 0 * twice(n)",
          HEADER + " n : 4\nSystem.out.println(\"item \" + n);\nbase + n",
          HEADER + " s : List.of(\"a\", \"b\")\nnew Point(s.length(), List.of(s))",
          HEADER
              + " --keep-going n : 2\nif (n == 1) throw new IllegalStateException(\"one\");\n1.5",
          "try (var lane = Lanes.processes(1).quiet().option(\"pool\", \""
              + POOL
              + "\")) { lane.submit(() -> base).get(); }");

  private static final String END =
      "Lanes.pools().stop(\""
          + POOL
          + "\", true);\n"
          + "for (long pid : pids) ProcessHandle.of(pid).ifPresent(p -> p.onExit().join());";

  /// Makes the cache.
  ///
  /// @throws CommandException if the kernel does not run or the JVM makes no cache; the kernel and
  ///   its workers are as usable as before
  void train(Path java) throws CommandException, InterruptedException {
    Path fresh = folder.resolve(FRESH.file());
    try {
      KernelSpec installed = KernelSpec.read(folder);
      KernelOptions options = installed.options().withoutStartup();
      StartCache start = new StartCache(folder);
      KernelSpec spec =
          KernelSpec.of(java, new Distribution(folder), "", options, Optional.empty())
              .with(start.exists() ? start.options() : List.of());
      run(spec);
      if (!Files.exists(fresh)) {
        throw new CommandException(
            "the JVM made no cache of a worker process", "Is it HotSpot, and not a debug build?");
      }
      Files.move(
          fresh,
          WorkerCache.beside(new Distribution(folder).workerJar()).file(),
          StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new CommandException(
          "cannot write the workers' start cache: " + e, "Is the disk full?", e);
    } finally {
      StartCache.remove(fresh);
    }
  }

  private void run(KernelSpec spec) throws CommandException, IOException, InterruptedException {
    try (LocalKernel kernel = LocalKernel.start(spec, folder, ANSWER)) {
      kernel.within(ANSWER);
      for (String cell : CELLS) {
        execute(kernel, cell);
      }
      kernel.within(WRITING);
      execute(kernel, END);
    }
  }

  private static void execute(LocalKernel kernel, String cell)
      throws CommandException, IOException, InterruptedException {
    CellExecutor.Reply reply = kernel.execute(cell, "", output -> {});
    if (!reply.succeeded()) {
      throw new CommandException(
          "the kernel failed at `" + cell + "`: " + reply.name() + " " + reply.text(),
          "Try: jlanes doctor");
    }
  }
}
