package org.jlanes.channels;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jlanes.wire.BadMessageException;
import org.jlanes.wire.ConnectionFile;
import org.jlanes.wire.Handshake;
import org.jlanes.wire.RegistrationFile;

/// The launcher's end of the handshake: listens on this machine for one kernel that registers the
/// ports it has chosen, and acknowledges them. What is not signed with the kernel's key is dropped.
/// Safe for any thread.
public final class RegistrationSocket implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(RegistrationSocket.class.getName());
  private static final String LOOPBACK = "127.0.0.1";

  private final Sockets sockets = new Sockets(Optional.empty());
  private final CompletableFuture<ConnectionFile> announced = new CompletableFuture<>();
  private final CompletableFuture<Handshake> handshake = new CompletableFuture<>();
  private final Fifo outbox = new Fifo();
  private final Burst dropped = new Burst();
  private final SocketThread thread;
  private final RegistrationFile file;

  /// Listens at a free port.
  ///
  /// @param kernelId what the kernel is to be called
  /// @param connection the kernel's address, key and encryption, without ports
  public RegistrationSocket(String kernelId, ConnectionFile connection) {
    Sockets.Listener listener =
        sockets.bind(
            "client-registration",
            Sockets.Kind.ROUTER,
            "tcp://" + LOOPBACK + ":0",
            outbox,
            this::receive);
    thread = listener.thread();
    file = new RegistrationFile(LOOPBACK, listener.port(), kernelId, connection);
    handshake.complete(new Handshake(file));
  }

  /// What the kernel is to be started with.
  public RegistrationFile file() {
    return file;
  }

  /// Becomes the kernel's connection when it has registered.
  public CompletableFuture<ConnectionFile> announced() {
    return announced;
  }

  private void receive(List<byte[]> frames) {
    // Made before anybody knows the port, but perhaps after somebody has tried it.
    Handshake own = handshake.join();
    try {
      ConnectionFile connection = own.announced(frames);
      outbox.add(own.acknowledge(frames));
      announced.complete(connection);
    } catch (BadMessageException e) {
      dropped
          .next()
          .ifPresent(n ->
              LOG.log(
                  Level.WARNING, () -> "not a registration: " + e.getMessage() + Burst.note(n)));
    }
  }

  /// Sends what is to be sent and closes the socket.
  @Override
  public void close() {
    thread.close();
    sockets.close();
  }
}
