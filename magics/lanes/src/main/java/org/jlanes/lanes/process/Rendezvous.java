package org.jlanes.lanes.process;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jlanes.runtime.envelope.Frame;
import org.jlanes.runtime.envelope.FrameChannel;
import org.jlanes.runtime.envelope.SharedBlocks;
import org.jlanes.runtime.output.Stamp;
import org.jlanes.runtime.scope.Timers;
import org.jlanes.runtime.system.TemporaryFolder;

/// Where one worker process meets this one: a Unix domain socket in a folder that only this user
/// can enter, and a token that only the worker knows. Both are gone when it is closed.
final class Rendezvous implements AutoCloseable {
  /// The worker that came.
  ///
  /// @param nanos its `System.nanoTime` when it said hello
  record Guest(FrameChannel channel, long nanos) {}

  private static final String SOCKET = "s";

  /// Bytes of a frame that says hello, with much to spare.
  private static final int LONGEST_HELLO = 4096;

  private static final System.Logger LOG = System.getLogger(Rendezvous.class.getName());

  private final Path folder;
  private final Path socket;
  private final String token;
  private final ServerSocketChannel server;
  private final SharedBlocks shared;

  private Rendezvous(
      Path folder, Path socket, String token, ServerSocketChannel server, SharedBlocks shared) {
    this.shared = shared;
    this.folder = folder;
    this.socket = socket;
    this.token = token;
    this.server = server;
  }

  /// A new meeting place.
  ///
  /// @param shared shared memory for both sides, or null
  static Rendezvous open(SharedBlocks shared) throws IOException {
    Path folder = TemporaryFolder.createForSocket(SOCKET);
    Path socket = folder.resolve(SOCKET);
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      server.bind(UnixDomainSocketAddress.of(socket));
    } catch (IOException e) {
      server.close();
      TemporaryFolder.delete(folder);
      throw e;
    }
    return new Rendezvous(folder, socket, HexFormat.of().formatHex(random), server, shared);
  }

  /// What the worker reads from its standard input.
  String invitation() {
    return socket + "\n" + token + "\n" + (shared == null ? "" : shared.folder()) + "\n";
  }

  /// What the worker puts in front of text that it writes to its own standard streams for a run.
  Stamp stamp() {
    return Stamp.sharedBy(token);
  }

  /// Waits for the worker.
  ///
  /// @throws IOException if it ended instead, or did not come in time
  Guest accept(Process process, Duration patience) throws IOException {
    long deadline = System.nanoTime() + patience.toNanos();
    try (Selector selector = Selector.open()) {
      server.configureBlocking(false);
      server.register(selector, SelectionKey.OP_ACCEPT);
      var ended = process.onExit().thenRun(selector::wakeup);
      try {
        while (true) {
          long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
          if (left <= 0) {
            throw new IOException("it did not connect within " + patience.toSeconds() + " s");
          }
          if (!process.isAlive()) {
            throw new IOException(
                "it " + ExitStatus.start(process.exitValue()) + " before it connected");
          }
          if (Thread.interrupted()) {
            throw new java.io.InterruptedIOException("interrupted");
          }
          selector.select(left);
          SocketChannel channel = server.accept();
          if (channel != null) {
            Guest guest = greeted(channel, left);
            if (guest != null) {
              return guest;
            }
          }
        }
      } finally {
        ended.cancel(false);
      }
    }
  }

  /// What connected if it knows the token, else null. Nothing of what it sends is more than bytes
  /// before that.
  private Guest greeted(SocketChannel channel, long millis) throws IOException {
    var timeout =
        CompletableFuture.runAsync(
            () -> close(channel), Timers.delayed(millis, TimeUnit.MILLISECONDS, Runnable::run));
    Guest known = null;
    try {
      FrameChannel frames = new FrameChannel(channel, shared);
      if (frames.read(LONGEST_HELLO) instanceof Frame.Hello hello && isToken(hello.token())) {
        known = new Guest(frames, hello.nanos());
      }
      return known;
    } catch (IOException e) {
      // A worker that was meant ends when its connection does; whoever else it was need not come.
      LOG.log(System.Logger.Level.DEBUG, "what connected said nothing that can be understood", e);
      return null;
    } finally {
      timeout.cancel(false);
      if (known == null) {
        close(channel);
      }
    }
  }

  /// In the same time for any other token.
  private boolean isToken(String other) {
    return MessageDigest.isEqual(
        token.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.UTF_8));
  }

  private static void close(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "close", e);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    TemporaryFolder.delete(folder);
  }
}
