package org.jlanes.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A kernel with children of every kind and a server of its own, which is to be ended. Used by one
/// thread; ends what it has started.
final class Doomed implements AutoCloseable {
  private static final String MARK = "jlanes-guardian";

  /// A worker, the pool's spare, a process, two orphans of processes and one of a script.
  private static final int CHILDREN = 6;

  private final Process server = new ProcessBuilder("sleep", "600").start();
  private final List<ProcessHandle> children = new ArrayList<>();
  private final KernelSession kernel;
  private ProcessHandle guardian;

  /// Starts it; no cell has run.
  Doomed(Map<String, String> environment) throws IOException, InterruptedException {
    Map<String, String> all = new HashMap<>(environment);
    all.put("JPY_PARENT_PID", Long.toString(server.pid()));
    try {
      kernel = KernelSession.start(all);
    } catch (IOException | InterruptedException | RuntimeException e) {
      server.destroyForcibly();
      throw e;
    }
  }

  KernelSession kernel() {
    return kernel;
  }

  /// Starts a worker, after which its pool has a spare one, a process, two whose parents have
  /// ended, one that a script has left, and a thread that does not end.
  void bear() throws InterruptedException {
    kernel.ok("%%processes --workers 1 --quiet i : 1\ni");
    born(
        """
        Process direct = new ProcessBuilder("sleep", "600").start();
        Process leaving = new ProcessBuilder("sh", "-c", "sleep 600 >&2 & echo $!").start();
        String orphan = new String(leaving.getInputStream().readAllBytes()).strip();
        String plain = new String(Runtime.getRuntime()
            .exec(new String[] {"sh", "-c", "sleep 600 >&2 & echo $!"})
            .getInputStream().readAllBytes()).strip();
        new Thread(java.util.concurrent.locks.LockSupport::park).start();
        System.out.println("pids " + direct.pid() + " " + orphan + " " + plain);
        """);
    born("%%bash\nsleep 600 & echo pids $!");
    long deadline = System.nanoTime() + KernelSession.PATIENCE.toNanos();
    while (alive() < CHILDREN) {
      assertTrue(System.nanoTime() < deadline, () -> children + " are all");
      Thread.sleep(5); // the system tells nobody of a new process: the pool's spare comes later
    }
    assertEquals(CHILDREN, alive(), "all are alive");
  }

  private long alive() {
    kernel
        .process()
        .handle()
        .descendants()
        .filter(each -> !children.contains(each))
        .forEach(each -> {
          if (isGuardian(each)) {
            guardian = each;
          } else {
            children.add(each);
          }
        });
    return children.stream().filter(each -> !hasEnded(each)).count();
  }

  /// Runs a cell that prints `pids` and the ids of processes.
  private List<ProcessHandle> born(String code) throws InterruptedException {
    String said = kernel.ok(code).stdout();
    List<ProcessHandle> found =
        Stream.of(said.strip().replaceFirst("^pids ", "").split(" "))
            .map(pid -> ProcessHandle.of(Long.parseLong(pid)).orElseThrow())
            .toList();
    children.addAll(found);
    return found;
  }

  /// Starts a process that makes a session of its own.
  ProcessHandle daemon() throws InterruptedException {
    return born("%%bash\nsetsid sleep 600 >/dev/null 2>&1 & echo pids $!").getFirst();
  }

  private static boolean isGuardian(ProcessHandle process) {
    try {
      return new String(
              Files.readAllBytes(Path.of("/proc/" + process.pid() + "/cmdline")),
              StandardCharsets.UTF_8)
          .contains(MARK);
    } catch (IOException e) {
      return false;
    }
  }

  /// The process that outlives the kernel to clean up.
  ProcessHandle guardian() {
    return guardian;
  }

  /// The process that the kernel takes for its server.
  Process server() {
    return server;
  }

  /// Waits until the kernel and all its children have ended.
  ///
  /// @param others more processes to wait for
  /// @return how long it took
  /// @throws AssertionError if they have not within a minute
  Duration awaitEnd(List<ProcessHandle> others) throws InterruptedException {
    List<ProcessHandle> all = new ArrayList<>(children);
    all.add(kernel.process().handle());
    all.addAll(others);
    return await(all);
  }

  /// Waits until processes have ended, likewise.
  static Duration await(List<ProcessHandle> processes) throws InterruptedException {
    long begin = System.nanoTime();
    List<ProcessHandle> left = new ArrayList<>(processes);
    while (true) {
      left.removeIf(Doomed::hasEnded);
      Duration time = Duration.ofNanos(System.nanoTime() - begin);
      if (left.isEmpty()) {
        return time;
      }
      if (time.compareTo(KernelSession.PATIENCE) > 0) {
        throw new AssertionError("alive: " + left.stream().map(Doomed::describe).toList());
      }
      Thread.sleep(5); // what is measured; the system tells nobody of the end of an orphan
    }
  }

  private static String describe(ProcessHandle process) {
    return process + " " + process.info().commandLine().orElse("");
  }

  /// Also if nobody reaps it.
  static boolean hasEnded(ProcessHandle process) {
    try {
      String stat =
          Files.readString(
              Path.of("/proc/" + process.pid() + "/stat"), StandardCharsets.ISO_8859_1);
      return !process.isAlive() || stat.charAt(stat.lastIndexOf(')') + 2) == 'Z';
    } catch (IOException e) {
      return !process.isAlive();
    }
  }

  @Override
  public void close() {
    server.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
    kernel.close();
  }
}
