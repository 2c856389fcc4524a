package org.jlanes.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jlanes.channels.Link;
import org.jlanes.channels.Sockets;
import org.jlanes.wire.Author;
import org.jlanes.wire.BadMessageException;
import org.jlanes.wire.Codec;
import org.jlanes.wire.ConnectionFile;
import org.jlanes.wire.Json;
import org.jlanes.wire.Message;

/// Talks to one kernel over its five channels, encrypted if the connection has keys. Safe for any
/// thread. Each channel has a thread of its own; replies are matched to requests by the parent's
/// id.
public final class KernelClient implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(KernelClient.class.getName());

  private final Sockets sockets;
  private final Author author = new Author(System.getProperty("user.name", "jlanes"));
  private final Codec codec;
  private final Consumer<Received> tap;
  private final Link shell;
  private final Link control;
  private final Link stdin;
  private final Link iopub;
  private final Link heartbeat;
  private final Exchanges exchanges = new Exchanges();
  private final LinkedBlockingQueue<byte[]> beats = new LinkedBlockingQueue<>();

  private KernelClient(ConnectionFile connection, Consumer<Received> tap) {
    this.sockets = new Sockets(connection.curve());
    this.codec = Codec.of(connection);
    this.tap = tap;
    // One identity for all: the kernel asks for input at the address that sent the request.
    byte[] identity = UUID.randomUUID().toString().getBytes(UTF_8);
    iopub =
        link(ChannelName.IOPUB, Sockets.Kind.SUB, connection.address(connection.iopubPort()), null);
    stdin =
        link(
            ChannelName.STDIN,
            Sockets.Kind.DEALER,
            connection.address(connection.stdinPort()),
            identity);
    control =
        link(
            ChannelName.CONTROL,
            Sockets.Kind.DEALER,
            connection.address(connection.controlPort()),
            identity);
    shell =
        link(
            ChannelName.SHELL,
            Sockets.Kind.DEALER,
            connection.address(connection.shellPort()),
            identity);
    heartbeat =
        sockets.connect(
            "client-heartbeat",
            Sockets.Kind.DEALER,
            connection.address(connection.hbPort()),
            identity,
            frames -> beats.add(frames.getLast()));
  }

  /// Connects to a kernel that listens, or will.
  public static KernelClient connect(ConnectionFile connection) {
    return connect(connection, received -> {});
  }

  /// Connects to a kernel.
  ///
  /// @param tap sees every message from the kernel before anybody else, on its channel's thread
  public static KernelClient connect(ConnectionFile connection, Consumer<Received> tap) {
    return new KernelClient(connection, tap);
  }

  private Link link(ChannelName channel, Sockets.Kind kind, String address, byte[] identity) {
    return sockets.connect(
        "client-" + channel.text(), kind, address, identity, frames -> receive(channel, frames));
  }

  /// Waits until the kernel answers and its published messages arrive here.
  ///
  /// @return the content of `kernel_info_reply`
  /// @throws KernelTimeoutException if it does not within `timeout`
  public JsonObject awaitReady(Duration timeout) throws IOException, InterruptedException {
    long end = System.nanoTime() + timeout.toNanos();
    while (true) {
      Exchange exchange = new Exchange(message -> {}, null);
      Message request = send(ChannelName.SHELL, "kernel_info_request", new JsonObject(), exchange);
      JsonObject info = await(exchange.reply, remaining(end), "kernel_info_request").content();
      try {
        // Published before our subscription had arrived, the status is lost: then ask again.
        await(exchange.heard, Duration.ofMillis(500), "the kernel's status");
        return info;
      } catch (KernelTimeoutException e) {
        if (remaining(end).isZero()) {
          throw e;
        }
      } finally {
        exchanges.remove(request.id());
      }
    }
  }

  /// Runs code and waits for its reply and its idle status.
  ///
  /// @param listener gets its outputs; what comes after its end too, until a thousand later
  ///   requests have ended
  /// @throws KernelTimeoutException after the options' timeout; the code goes on running
  /// @throws KernelDiedException if the kernel ends
  public ExecuteResult execute(String code, ExecuteOptions options, OutputListener listener)
      throws IOException, InterruptedException {
    Exchange exchange =
        new Exchange(message -> Outputs.of(message).ifPresent(listener::output), options.input());
    JsonObject content = new JsonObject();
    content.addProperty("code", code);
    content.addProperty("silent", options.silent());
    content.addProperty("store_history", options.storeHistory());
    content.add("user_expressions", Json.of(options.userExpressions()));
    content.addProperty("allow_stdin", options.input() != null);
    content.addProperty("stop_on_error", options.stopOnError());
    Message request = author.message("execute_request", new JsonObject(), content);
    if (options.cellId() != null) {
      request.metadata().addProperty("cellId", options.cellId());
    }
    send(ChannelName.SHELL, request, exchange);
    Duration timeout = options.timeout() == null ? Duration.ofDays(365) : options.timeout();
    long end = System.nanoTime() + timeout.toNanos();
    try {
      Message reply = await(exchange.reply, timeout, "execute_request");
      await(exchange.idle, remaining(end), "the idle status of an execute_request");
      return new ExecuteResult(reply);
    } finally {
      exchanges.end(request.id());
    }
  }

  /// Sends a request and waits for its reply (not for its idle status).
  public Message request(ChannelName channel, String type, JsonObject content, Duration timeout)
      throws IOException, InterruptedException {
    Exchange exchange = new Exchange(message -> {}, null);
    Message request = send(channel, type, content, exchange);
    try {
      return await(exchange.reply, timeout, type);
    } finally {
      exchanges.remove(request.id());
    }
  }

  /// Sends a message without waiting for anything; what comes back is seen by the tap only.
  ///
  /// @return the message, for its id
  public Message send(ChannelName channel, String type, JsonObject content) {
    Message message = author.message(type, new JsonObject(), content);
    link(channel).send(codec.encode(message));
    return message;
  }

  /// Sends a message to a subshell without waiting for anything.
  ///
  /// @param subshell the id that `create_subshell_reply` gave
  /// @return the message, for its id
  public Message sendToSubshell(String subshell, String type, JsonObject content) {
    Message message = author.message(type, new JsonObject(), content);
    message.header().addProperty("subshell_id", subshell);
    shell.send(codec.encode(message));
    return message;
  }

  /// Sends frames as they are, well-formed or not.
  public void sendRaw(ChannelName channel, List<byte[]> frames) {
    link(channel).send(frames);
  }

  /// Stops the running cell; returns when the kernel has confirmed that it will.
  public void interrupt(Duration timeout) throws IOException, InterruptedException {
    request(ChannelName.CONTROL, "interrupt_request", new JsonObject(), timeout);
  }

  /// Asks the kernel to end; returns when it has confirmed.
  ///
  /// @param restart whether another will take its place
  public void shutdown(boolean restart, Duration timeout) throws IOException, InterruptedException {
    JsonObject content = new JsonObject();
    content.addProperty("restart", restart);
    request(ChannelName.CONTROL, "shutdown_request", content, timeout);
  }

  /// Sends a heartbeat and waits for its echo.
  ///
  /// @return how long it took
  public Duration heartbeat(Duration timeout) throws IOException, InterruptedException {
    long start = System.nanoTime();
    heartbeat.send(List.of("ping".getBytes(UTF_8)));
    if (beats.poll(timeout.toNanos(), TimeUnit.NANOSECONDS) == null) {
      throw new KernelTimeoutException("no heartbeat within " + timeout);
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /// Makes everything that waits, now or later, fail because the kernel is gone.
  void died(KernelDiedException cause) {
    exchanges.died(cause);
  }

  private Message send(ChannelName channel, String type, JsonObject content, Exchange exchange) {
    return send(channel, author.message(type, new JsonObject(), content), exchange);
  }

  private Message send(ChannelName channel, Message message, Exchange exchange) {
    exchanges.add(message.id(), exchange);
    link(channel).send(codec.encode(message));
    return message;
  }

  private Link link(ChannelName channel) {
    return switch (channel) {
      case SHELL -> shell;
      case CONTROL -> control;
      case STDIN -> stdin;
      case IOPUB -> throw new IllegalArgumentException("nothing is sent on iopub");
    };
  }

  private void receive(ChannelName channel, List<byte[]> frames) {
    Message message;
    try {
      message = codec.decode(frames);
    } catch (BadMessageException e) {
      LOG.log(Level.WARNING, () -> "dropped on " + channel.text() + ": " + e.getMessage());
      return;
    }
    Received received = new Received(channel, message);
    LOG.log(Level.TRACE, "{0}", received);
    tap.accept(received);
    Exchange exchange = exchanges.get(message.parentId());
    if (exchange == null) {
      return;
    }
    switch (channel) {
      case SHELL, CONTROL -> exchange.reply.complete(message);
      case STDIN -> Thread.ofVirtual().start(() -> answer(message, exchange.input));
      case IOPUB -> {
        try {
          exchange.published.accept(message);
        } catch (RuntimeException e) {
          exchange.fail(e);
        }
        exchange.heard.complete(null);
        if (message.type().equals("status")
            && Json.string(message.content(), "execution_state", "").equals("idle")) {
          exchange.idle.complete(null);
        }
      }
    }
  }

  private void answer(Message request, InputProvider input) {
    if (input == null || !request.type().equals("input_request")) {
      return;
    }
    JsonObject content = new JsonObject();
    content.addProperty(
        "value",
        input.answer(
            Json.string(request.content(), "prompt", ""),
            Json.bool(request.content(), "password", false)));
    stdin.send(codec.encode(author.message("input_reply", request.header(), content)));
  }

  private static Duration remaining(long end) {
    return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
  }

  private static <T> T await(CompletableFuture<T> future, Duration timeout, String what)
      throws IOException, InterruptedException {
    try {
      return future.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new KernelTimeoutException("no answer to " + what + " within " + timeout);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof KernelDiedException died) {
        throw died;
      }
      throw new IllegalStateException("an output listener failed", e.getCause());
    }
  }

  /// Closes the channels; the kernel goes on.
  @Override
  public void close() {
    List.of(shell, control, stdin, iopub, heartbeat).forEach(Link::close);
    sockets.close();
  }
}
