package org.jlanes.worker;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A small file system in memory, mounted for a test that fills it. Needs root, or `sudo` without a
/// password, as on the machines of CI; elsewhere such a test is left out.
///
/// @param folder where it is mounted
record SmallTmpfs(Path folder, List<String> sudo) implements AutoCloseable {
  /// Mounts one.
  ///
  /// @param options of `mount`, such as `size=24m`
  static SmallTmpfs mount(String options) throws Exception {
    Path folder = Files.createTempDirectory("small-");
    for (List<String> sudo : List.of(List.<String>of(), List.of("sudo", "-n"))) {
      SmallTmpfs mounted = new SmallTmpfs(folder, sudo);
      if (mounted.run("mount", "-t", "tmpfs", "-o", options + ",mode=1777", "tmpfs", "" + folder)) {
        return mounted;
      }
    }
    Files.delete(folder);
    return abort("a file system cannot be mounted here");
  }

  private boolean run(String... command) {
    List<String> all = new ArrayList<>(sudo);
    all.addAll(List.of(command));
    try {
      Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      // There is no such program.
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// Bytes that are in use there.
  long used() {
    try {
      var store = Files.getFileStore(folder);
      return store.getTotalSpace() - store.getUnallocatedSpace();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /// Whether another file can be made there.
  boolean hasInodes() {
    try {
      Files.delete(Files.createTempFile(folder, "one-more-", ""));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /// Unmounts it, also where something still has files there open.
  @Override
  public void close() throws IOException {
    run("umount", "-l", folder.toString());
    Files.deleteIfExists(folder);
  }
}
