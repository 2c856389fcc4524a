package org.jlanes.channels;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jlanes.wire.CurveKeys;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/// The ZeroMQ context of a connection: makes sockets, each with its thread. Close it after them.
///
/// With CURVE keys a listening socket takes in only who knows the public one and can decrypt, and a
/// connecting one talks to nobody but the holder of the secret one. ZeroMQ hangs up on everybody
/// else before a message of theirs is seen.
public final class Sockets implements AutoCloseable {
  /// How long a subscriber that does not read may hold up all others before it misses something. A
  /// front end that is busy takes seconds, and a slow line reads what counts as a sign of life
  /// (half of [#PUBLISH_HIGH_WATER_MARK]) in half a minute if it carries 70 kB/s.
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ZContext context = new ZContext(1);
  private final FrameAllocator allocator = new FrameAllocator();
  private final Optional<CurveKeys> curve;
  private final Duration patience;

  /// For sockets that are encrypted with these keys, or not at all.
  public Sockets(Optional<CurveKeys> curve) {
    this(curve, PATIENCE);
  }

  /// @param patience how long a subscriber that does not read may hold up the others
  Sockets(Optional<CurveKeys> curve, Duration patience) {
    this.curve = curve;
    this.patience = patience;
    context.setThreadFactor(Sockets::thread);
  }

  private static Thread thread(Runnable loop, String name) {
    return Thread.ofPlatform().name("jlanes-zmq-" + name).daemon().unstarted(new LastingLoop(loop));
  }

  /// What kind of socket.
  public enum Kind {
    /// Answers many peers; the first frame says whom.
    ROUTER(SocketType.ROUTER),
    /// The same for short messages that need no key: drops what a peer does not read.
    ECHO(SocketType.ROUTER),
    /// Talks to one peer.
    DEALER(SocketType.DEALER),
    /// Publishes, and hears who subscribes.
    XPUB(SocketType.XPUB),
    /// Receives what is published.
    SUB(SocketType.SUB);

    private final SocketType type;

    Kind(SocketType type) {
      this.type = type;
    }
  }

  /// How long a closing socket goes on sending what it has taken, in milliseconds.
  private static final int LINGER_MILLIS = 1_000;

  /// Messages per subscriber that wait inside ZeroMQ: 4 MB of text. More wait in the outbox, which
  /// is bounded in bytes.
  private static final int PUBLISH_HIGH_WATER_MARK = 64;

  /// The longest subscription, in bytes. JeroMQ descends once for each byte of a topic: a long one
  /// would overflow the stack of the socket's thread, also when its subscriber goes.
  private static final int LONGEST_SUBSCRIPTION = 1024;

  /// The longest heartbeat, in bytes, and how many wait for a peer that does not read.
  private static final int LONGEST_ECHO = 64 * 1024;

  private static final int ECHOES = 100;

  /// A socket that listens, and at which port.
  record Listener(SocketThread thread, int port) {}

  /// Opens a socket that listens at an address; its thread runs when this returns.
  ///
  /// @param address its port may be 0: then a free one is chosen
  /// @param receiver called with the frames of each message on the socket's thread
  /// @throws ChannelException if the address is in use or not ours
  Listener bind(
      String name, Kind kind, String address, Outbox outbox, Consumer<List<byte[]>> receiver) {
    ZMQ.Socket socket = socket(kind);
    try {
      if (kind == Kind.XPUB) {
        socket.setXpubVerbose(true);
        socket.setXpubNoDrop(true);
        socket.setSndHWM(PUBLISH_HIGH_WATER_MARK);
        socket.setSendTimeOut(SocketThread.SEND_TIMEOUT_MILLIS);
        socket.setMaxMsgSize(LONGEST_SUBSCRIPTION);
      } else if (kind == Kind.ECHO) {
        socket.setHWM(ECHOES);
        socket.setMaxMsgSize(LONGEST_ECHO);
      }
      curve.ifPresent(keys -> {
        useKeys(socket, keys);
        socket.setCurveServer(true);
      });
      socket.bind(address);
    } catch (ZMQException e) {
      socket.close();
      throw new ChannelException(
          "cannot listen at %s for the %s channel (%s): the port is taken or the address is not of this machine. Start the kernel again; Jupyter chooses new ports"
              .formatted(address, name, e.getMessage()),
          e);
    }
    String bound = socket.getLastEndpoint();
    int port = Integer.parseInt(bound.substring(bound.lastIndexOf(':') + 1));
    return new Listener(new SocketThread(name, context, socket, outbox, patience, receiver), port);
  }

  private static void useKeys(ZMQ.Socket socket, CurveKeys keys) {
    socket.setCurvePublicKey(keys.publicBytes());
    socket.setCurveSecretKey(keys.secretBytes());
  }

  /// How long a peer may take from the connection to the end of the handshake, in milliseconds;
  /// then the connection is made anew, and nothing that waits is lost.
  ///
  /// JeroMQ 0.6.0 forgets some connections: when a command (of a message to be sent, or of another
  /// socket) arrives in the moment at which a connection stands, its poller takes the descriptor's
  /// old registration away together with the new one and never reads from it. That hits 1 of 30 if
  /// the peer listens already and a message is sent at once. The usual limit is 30 seconds.
  private static final int HANDSHAKE_MILLIS = 1_000;

  /// The same with encryption, which takes a while in a JVM that has just started.
  private static final int ENCRYPTED_HANDSHAKE_MILLIS = 3_000;

  /// Opens a socket that keeps trying to reach an address.
  ///
  /// @param identity how a ROUTER on the other side knows this socket; null for any
  /// @param receiver called with the frames of each message on the socket's thread
  public Link connect(
      String name, Kind kind, String address, byte[] identity, Consumer<List<byte[]>> receiver) {
    ZMQ.Socket socket = socket(kind);
    socket.setHandshakeIvl(curve.isPresent() ? ENCRYPTED_HANDSHAKE_MILLIS : HANDSHAKE_MILLIS);
    if (identity != null) {
      socket.setIdentity(identity);
    }
    if (kind == Kind.SUB) {
      socket.subscribe(new byte[0]);
    }
    curve.ifPresent(keys -> {
      useKeys(socket, keys);
      socket.setCurveServerKey(keys.publicBytes());
    });
    socket.connect(address);
    Fifo outbox = new Fifo();
    SocketThread thread = new SocketThread(name, context, socket, outbox, patience, receiver);
    return new Link(thread, outbox);
  }

  private ZMQ.Socket socket(Kind kind) {
    ZMQ.Socket socket = context.createSocket(kind.type);
    socket.setLinger(LINGER_MILLIS);
    socket.setHWM(0);
    socket.setMaxMsgSize(FrameAllocator.LARGEST);
    socket.setMsgAllocator(allocator);
    return socket;
  }

  @Override
  public void close() {
    context.close();
  }
}
