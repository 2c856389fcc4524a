package org.jlanes.channels;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jlanes.wire.Author;
import org.jlanes.wire.BadMessageException;
import org.jlanes.wire.Codec;
import org.jlanes.wire.ConnectionFile;
import org.jlanes.wire.Message;

/// The five channels of a kernel. Once open, five threads run until it is closed: shell, control,
/// stdin, iopub and heartbeat.
public final class KernelChannels implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(KernelChannels.class.getName());

  private final Sockets sockets;
  private final List<SocketThread> threads = new ArrayList<>();
  private final Codec codec;
  private final IoPub iopub;
  private ConnectionFile connection;
  private Channel shell;
  private Channel control;
  private Channel stdin;

  /// Channels that are not open yet; messages published before [#open] are kept.
  public KernelChannels(ConnectionFile connection, Author author) {
    this.connection = connection;
    this.sockets = new Sockets(connection.curve());
    this.codec = Codec.of(connection);
    this.iopub = new IoPub(author, codec::encode);
  }

  /// Binds all channels and starts their threads.
  ///
  /// @throws ChannelException if a port is taken; nothing is open then
  public void open(Receivers receivers) {
    try {
      bind(receivers);
    } catch (ChannelException e) {
      close();
      throw e;
    }
  }

  private void bind(Receivers receivers) {
    Sockets.Listener heartbeat = heartbeat();
    Sockets.Listener publisher =
        start("iopub", Sockets.Kind.XPUB, connection.iopubPort(), iopub.outbox(), iopub::receive);
    iopub.wakeWith(publisher.thread()::wake);
    Router stdinRouter = router("stdin", connection.stdinPort(), receivers.stdin());
    Router controlRouter = router("control", connection.controlPort(), receivers.control());
    Router shellRouter = router("shell", connection.shellPort(), receivers.shell());
    stdin = stdinRouter.channel;
    control = controlRouter.channel;
    shell = shellRouter.channel;
    connection =
        connection.at(
            shellRouter.port,
            publisher.port(),
            stdinRouter.port,
            controlRouter.port,
            heartbeat.port());
  }

  private record Router(Channel channel, int port) {}

  private Router router(String name, int port, Consumer<Message> receiver) {
    Fifo outbox = new Fifo();
    Burst dropped = new Burst();
    Sockets.Listener listener =
        start(
            name,
            Sockets.Kind.ROUTER,
            port,
            outbox,
            frames -> decode(name, frames, receiver, dropped));
    Channel channel =
        message -> {
          outbox.add(codec.encode(message));
          listener.thread().wake();
        };
    return new Router(channel, listener.port());
  }

  private void decode(String name, List<byte[]> frames, Consumer<Message> receiver, Burst dropped) {
    Message message;
    try {
      message = codec.decode(frames);
    } catch (BadMessageException e) {
      dropped
          .next()
          .ifPresent(n ->
              LOG.log(
                  Level.WARNING,
                  () ->
                      "message dropped on the "
                          + name
                          + " channel: "
                          + e.getMessage()
                          + Burst.note(n)));
      return;
    }
    receiver.accept(message);
  }

  /// Sends back whatever comes, at once.
  private Sockets.Listener heartbeat() {
    Fifo outbox = new Fifo();
    return start("heartbeat", Sockets.Kind.ECHO, connection.hbPort(), outbox, outbox::add);
  }

  private Sockets.Listener start(
      String name, Sockets.Kind kind, int port, Outbox outbox, Consumer<List<byte[]>> receiver) {
    Sockets.Listener listener =
        sockets.bind(name, kind, connection.address(port), outbox, receiver);
    threads.add(listener.thread());
    return listener;
  }

  /// Where these channels listen; once they are open, with the ports that were chosen for 0. To be
  /// asked by the thread that opened them.
  public ConnectionFile connection() {
    return connection;
  }

  /// Replies to shell requests.
  public Channel shell() {
    return shell;
  }

  /// Replies to control requests.
  public Channel control() {
    return control;
  }

  /// Requests for input.
  public Channel stdin() {
    return stdin;
  }

  /// What everybody hears.
  public IoPub iopub() {
    return iopub;
  }

  /// Sends what waits (for up to a second) and closes the sockets.
  @Override
  public void close() {
    threads.forEach(SocketThread::close);
    sockets.close();
  }
}
