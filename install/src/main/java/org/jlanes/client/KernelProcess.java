package org.jlanes.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jlanes.wire.ConnectionFile;

/// A kernel process that this process started, with a client connected to it. Safe for any thread.
/// Closing it ends the kernel and everything the kernel started.
public final class KernelProcess implements AutoCloseable {
  private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(5);
  private static final int LOG_LINES = 30;

  private final Process process;
  private final Path folder;
  private final ConnectionFile connection;
  private final KernelClient client;
  private volatile boolean closing;

  private KernelProcess(
      Process process, Path folder, ConnectionFile connection, KernelClient client) {
    this.process = process;
    this.folder = folder;
    this.connection = connection;
    this.client = client;
    var unused = process.onExit().thenAccept(ended -> died(ended.exitValue()));
  }

  /// Starts a kernel and connects to it. Returns before the kernel answers; see
  /// [KernelClient#awaitReady].
  ///
  /// @param directory the kernel's working directory
  /// @throws IOException if the program cannot be started
  public static KernelProcess start(KernelCommand command, Path directory) throws IOException {
    return start(command, directory, received -> {});
  }

  /// Starts a kernel and connects to it.
  ///
  /// @param tap sees every message from the kernel, on its channel's thread
  public static KernelProcess start(KernelCommand command, Path directory, Consumer<Received> tap)
      throws IOException {
    return start(command, directory, tap, freePorts());
  }

  /// Starts a kernel at a given connection, as Jupyter does when it starts a kernel again.
  public static KernelProcess start(
      KernelCommand command, Path directory, Consumer<Received> tap, ConnectionFile connection)
      throws IOException {
    Path folder = Files.createTempDirectory("jlanes-kernel-");
    Path file = folder.resolve("connection.json");
    connection.write(file);
    ProcessBuilder builder =
        new ProcessBuilder(command.argvFor(file))
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("kernel.log").toFile());
    builder.environment().put("JPY_PARENT_PID", Long.toString(ProcessHandle.current().pid()));
    builder.environment().putAll(command.environment());
    Process process;
    try {
      process = builder.start();
      process.getOutputStream().close();
    } catch (IOException e) {
      delete(folder);
      throw new IOException(
          "cannot start the kernel with " + command.argv() + ": " + e.getMessage(), e);
    }
    return new KernelProcess(process, folder, connection, KernelClient.connect(connection, tap));
  }

  /// A connection on this machine with ports that are free now and a new key.
  private static ConnectionFile freePorts() throws IOException {
    List<ServerSocket> held = new ArrayList<>();
    try {
      for (int i = 0; i < 5; i++) {
        held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      return new ConnectionFile(
          "127.0.0.1",
          held.get(0).getLocalPort(),
          held.get(1).getLocalPort(),
          held.get(2).getLocalPort(),
          held.get(3).getLocalPort(),
          held.get(4).getLocalPort(),
          UUID.randomUUID().toString(),
          "hmac-sha256",
          "jlanes");
    } finally {
      for (ServerSocket socket : held) {
        socket.close();
      }
    }
  }

  /// The client that is connected to this kernel.
  public KernelClient client() {
    return client;
  }

  /// The kernel's ports and key.
  public ConnectionFile connection() {
    return connection;
  }

  /// The kernel's process.
  public ProcessHandle handle() {
    return process.toHandle();
  }

  /// What the kernel process wrote to its own standard output and error, outside any cell: the last
  /// lines of its log.
  public String log() {
    try (Stream<String> lines = Files.lines(folder.resolve("kernel.log"))) {
      List<String> all = lines.toList();
      return String.join("\n", all.subList(Math.max(0, all.size() - LOG_LINES), all.size()));
    } catch (IOException | UncheckedIOException e) {
      return "(no log: " + e.getMessage() + ")";
    }
  }

  private void died(int status) {
    if (!closing) {
      String log = log();
      client.died(
          new KernelDiedException(
              "the kernel ended with status "
                  + status
                  + (log.isBlank() ? "" : ". Its last words:\n" + log)));
    }
  }

  /// Waits for the process to end.
  ///
  /// @return whether it has ended
  public boolean awaitExit(Duration timeout) throws InterruptedException {
    return process.waitFor(timeout.toNanos(), TimeUnit.NANOSECONDS);
  }

  /// Kills the kernel and everything it started, at once.
  public void kill() {
    List<ProcessHandle> family =
        Stream.concat(handle().descendants(), Stream.of(handle())).toList();
    family.forEach(ProcessHandle::destroyForcibly);
  }

  /// Asks the kernel to end, kills it if it has not within five seconds, and removes its files.
  @Override
  public void close() {
    closing = true;
    boolean interrupted = false;
    try {
      if (process.isAlive()) {
        client.shutdown(false, SHUTDOWN_TIMEOUT);
        awaitExit(SHUTDOWN_TIMEOUT);
      }
    } catch (IOException e) {
      // It did not answer: it is killed below.
      System.getLogger(KernelProcess.class.getName())
          .log(System.Logger.Level.DEBUG, "the kernel did not shut down", e);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    kill();
    client.close();
    try {
      delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + folder, e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    Files.deleteIfExists(folder.resolve("connection.json"));
    Files.deleteIfExists(folder.resolve("kernel.log"));
    Files.deleteIfExists(folder);
  }
}
