package org.jlanes.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/// What kernels leave when they end: processes, and files in folders that only they use. Used by
/// one thread.
final class Remains implements AutoCloseable {
  private static final Path SHARED = Path.of("/dev/shm");

  private final Path home;
  private final Findings findings;

  /// @param home a folder for this only
  Remains(Path home, Findings findings) throws IOException {
    this.home = home;
    this.findings = findings;
    Files.createDirectory(temporary());
  }

  /// Where the kernels have their temporary files.
  Path temporary() {
    return home.resolve("tmp");
  }

  /// Where the kernels have their state.
  Path state() {
    return home.resolve("state");
  }

  /// Looks at what an ended kernel has left, and ends it.
  ///
  /// @param children the processes it had before its end
  void verify(long pid, List<ProcessHandle> children, Way way)
      throws IOException, InterruptedException {
    try {
      CompletableFuture.allOf(
              children.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
          .get(5, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      for (ProcessHandle each : children.stream().filter(ProcessHandle::isAlive).toList()) {
        findings.add(
            Fault.CHILD_LEFT, way.text() + ": " + each.info().commandLine().orElse("a process"));
        each.destroyForcibly();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
    // Nobody can tidy up after SIGKILL but the next kernel, which is looked at.
    if (way != Way.KILLED) {
      Stream.of(
              below(temporary()),
              below(state().resolve("jlanes").resolve("kernels")),
              shared("jlanes-" + pid + "-"))
          .flatMap(List::stream)
          .forEach(file -> findings.add(Fault.FILE_LEFT, way.text() + ": " + file));
    }
  }

  private static List<Path> below(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(each -> !each.equals(folder)).toList();
    }
  }

  private static List<Path> shared(String prefix) throws IOException {
    if (!Files.isDirectory(SHARED)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(SHARED)) {
      return all.filter(each -> each.getFileName().toString().startsWith(prefix)).toList();
    }
  }

  @Override
  public void close() throws IOException {
    List<Path> all = below(home).stream().sorted(Comparator.reverseOrder()).toList();
    for (Path each : all) {
      Files.deleteIfExists(each);
    }
    Files.deleteIfExists(home);
  }
}
