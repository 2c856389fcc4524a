package org.jlanes.client;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jlanes.channels.RegistrationSocket;
import org.jlanes.wire.ConnectionFile;
import org.jlanes.wire.CurveKeys;

/// A kernel process that this process started, with a client connected to it. Safe for any thread.
/// Closing it ends the kernel and everything the kernel started.
public final class KernelProcess implements AutoCloseable {
  private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration REGISTRATION_TIMEOUT = Duration.ofSeconds(60);
  private static final int LOG_LINES = 30;
  private static final String FOLDER_PREFIX = "jlanes-kernel-";
  private static final String LOG = "kernel.log";

  private final Process process;
  private final Path folder;
  private final ConnectionFile connection;
  private final KernelClient client;
  private final Runnable registration;
  private volatile boolean closing;

  /// @param registration closes the socket at which the kernel has registered: it stays open as
  ///   long as the kernel, because a socket that closes at once can lose the acknowledgement
  private KernelProcess(
      Process process,
      Path folder,
      ConnectionFile connection,
      KernelClient client,
      Runnable registration) {
    this.process = process;
    this.folder = folder;
    this.connection = connection;
    this.client = client;
    this.registration = registration;
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

  /// Starts a kernel and connects to it. A kernel that can register chooses its ports, and is
  /// waited for until it has; another is given ports that are free now.
  ///
  /// @param tap sees every message from the kernel, on its channel's thread
  public static KernelProcess start(KernelCommand command, Path directory, Consumer<Received> tap)
      throws IOException {
    return command.registers()
        ? start(command, directory, tap, Optional.empty())
        : start(command, directory, tap, freePorts());
  }

  /// Starts a kernel at a given connection, as Jupyter does when it starts a kernel again.
  public static KernelProcess start(
      KernelCommand command, Path directory, Consumer<Received> tap, ConnectionFile connection)
      throws IOException {
    Path folder = Files.createTempDirectory(FOLDER_PREFIX);
    Path file = folder.resolve("connection.json");
    Process process = null;
    try {
      connection.write(file);
      process = launch(command, directory, folder, file);
      return new KernelProcess(
          process, folder, connection, KernelClient.connect(connection, tap), () -> {});
    } catch (IOException | RuntimeException e) {
      if (process != null) {
        process.destroyForcibly();
      }
      delete(folder);
      throw e;
    }
  }

  /// Starts a kernel that chooses its ports, and connects to it when it has registered them.
  ///
  /// @param curve the keys of an encrypted connection; empty for plain text
  /// @throws KernelDiedException if it ends before it has registered
  /// @throws KernelTimeoutException if it does not register within a minute; it is killed then
  public static KernelProcess start(
      KernelCommand command, Path directory, Consumer<Received> tap, Optional<CurveKeys> curve)
      throws IOException {
    Path folder = Files.createTempDirectory(FOLDER_PREFIX);
    Path file = folder.resolve("registration.json");
    RegistrationSocket socket =
        new RegistrationSocket(UUID.randomUUID().toString(), withoutPorts().encrypted(curve));
    Process process = null;
    try {
      socket.file().write(file);
      process = launch(command, directory, folder, file);
      ConnectionFile connection = awaitRegistration(process, socket, folder);
      return new KernelProcess(
          process, folder, connection, KernelClient.connect(connection, tap), socket::close);
    } catch (IOException | RuntimeException e) {
      if (process != null) {
        process.destroyForcibly();
      }
      socket.close();
      delete(folder);
      throw e;
    }
  }

  private static ConnectionFile awaitRegistration(
      Process process, RegistrationSocket socket, Path folder) throws IOException {
    try {
      var unused =
          CompletableFuture.anyOf(socket.announced(), process.onExit())
              .get(REGISTRATION_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
      ConnectionFile connection = socket.announced().getNow(null);
      if (connection == null) {
        throw ended(process.exitValue(), log(folder));
      }
      return connection;
    } catch (TimeoutException e) {
      throw new KernelTimeoutException(
          "the kernel has not registered its ports within "
              + REGISTRATION_TIMEOUT.toSeconds()
              + " s. It said:\n"
              + log(folder));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while the kernel started");
    } catch (ExecutionException e) {
      throw new IOException("cannot wait for the kernel to register", e);
    }
  }

  private static Process launch(KernelCommand command, Path directory, Path folder, Path file)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command.argvFor(file))
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(LOG).toFile());
    builder.environment().put("JPY_PARENT_PID", Long.toString(ProcessHandle.current().pid()));
    builder.environment().putAll(command.environment());
    Process process = null;
    try {
      process = builder.start();
      process.getOutputStream().close();
      return process;
    } catch (IOException e) {
      if (process != null) {
        process.destroyForcibly();
      }
      throw new IOException(
          "cannot start the kernel with " + command.argv() + ": " + e.getMessage(), e);
    }
  }

  /// A kernel on this machine with a new key.
  private static ConnectionFile withoutPorts() {
    return new ConnectionFile(
        "127.0.0.1", 0, 0, 0, 0, 0, UUID.randomUUID().toString(), "hmac-sha256", "jlanes");
  }

  /// A connection on this machine with ports that are free now and a new key.
  static ConnectionFile freePorts() throws IOException {
    List<ServerSocket> held = new ArrayList<>();
    try {
      for (int i = 0; i < 5; i++) {
        held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      return withoutPorts()
          .at(
              held.get(0).getLocalPort(),
              held.get(1).getLocalPort(),
              held.get(2).getLocalPort(),
              held.get(3).getLocalPort(),
              held.get(4).getLocalPort());
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
    return log(folder);
  }

  private static String log(Path folder) {
    try (Stream<String> lines = Files.lines(folder.resolve(LOG))) {
      List<String> all = lines.toList();
      return String.join("\n", all.subList(Math.max(0, all.size() - LOG_LINES), all.size()));
    } catch (IOException | UncheckedIOException e) {
      return "(no log: " + e.getMessage() + ")";
    }
  }

  private void died(int status) {
    if (!closing) {
      client.died(ended(status, log()));
    }
  }

  private static KernelDiedException ended(int status, String log) {
    return new KernelDiedException(
        "the kernel ended with status "
            + status
            + (log.isBlank() ? "" : ". Its last words:\n" + log));
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
    registration.run();
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
    // The second is the kernel's: one that was killed has left it.
    for (String file :
        List.of("registration.json", "registration-connection.json", "connection.json", LOG)) {
      Files.deleteIfExists(folder.resolve(file));
    }
    Files.deleteIfExists(folder);
  }
}
