package org.jlanes.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jlanes.wire.ConnectionFile;
import org.jlanes.wire.Json;
import org.jlanes.wire.Message;

/// A real kernel process in a test, and all that it says. Every message is checked against
/// [MessageSchemas] and [Frames]; [#close] fails the test if one was wrong.
///
/// ```java
/// try (KernelSession kernel = KernelSession.start()) {
///   assertEquals("2", kernel.run("1 + 1").result());
///   Running loop = kernel.submit("while (true) {}");
///   kernel.interrupt();
///   assertEquals("error", loop.await().status());
/// }
/// ```
public final class KernelSession implements AutoCloseable {
  /// How long anything may take on a machine under load.
  public static final Duration PATIENCE =
      Duration.ofSeconds(Integer.getInteger("jlanes.test.patience", 60));

  private final Transcript transcript = new Transcript();
  private final KernelProcess process;

  private KernelSession(Starter starter) throws IOException {
    process = starter.start(transcript::add);
  }

  /// One of the ways in which a kernel is started.
  @FunctionalInterface
  private interface Starter {
    KernelProcess start(Consumer<Received> tap) throws IOException;
  }

  /// Starts a kernel again that has died: at its connection, in a folder of its own.
  static KernelSession startAgain(
      KernelSession before, Map<String, String> environment, Path directory)
      throws IOException, InterruptedException {
    return startAt(before.process.connection(), environment, directory);
  }

  /// Starts the kernel of the distribution at a connection, with a connection file that has ports.
  static KernelSession startAt(
      ConnectionFile connection, Map<String, String> environment, Path directory)
      throws IOException, InterruptedException {
    KernelCommand command = command().with(own(environment));
    return ready(
        new KernelSession(tap -> KernelProcess.start(command, directory, tap, connection)));
  }

  /// Starts the kernel of the distribution in a folder.
  static KernelSession start(Map<String, String> environment, Path directory)
      throws IOException, InterruptedException {
    KernelCommand command = command().with(own(environment));
    return ready(new KernelSession(tap -> KernelProcess.start(command, directory, tap)));
  }

  /// Starts a kernel by another command than the distribution's, such as that of a kernelspec.
  public static KernelSession start(KernelCommand command, Path directory)
      throws IOException, InterruptedException {
    KernelCommand own = command.with(own(command.environment()));
    return ready(new KernelSession(tap -> KernelProcess.start(own, directory, tap)));
  }

  /// The command of the distribution with options for the JVM, and for the kernel itself.
  public static KernelCommand command(List<String> jvm, List<String> kernel) {
    List<String> argv = new ArrayList<>(command().argv());
    argv.addAll(1, jvm);
    argv.addAll(argv.size() - 1, kernel);
    return new KernelCommand(argv, command().environment(), command().registers());
  }

  private static Map<String, String> own(Map<String, String> environment) {
    Map<String, String> own = new HashMap<>();
    // What tests leave must not be found by the kernels of whoever runs them, nor theirs by tests.
    own.put("XDG_STATE_HOME", Path.of("target", "state").toAbsolutePath().toString());
    own.put("JLANES_STARTUP", "off");
    own.putAll(environment);
    return own;
  }

  /// Starts the kernel of the distribution and waits until it answers.
  public static KernelSession start() throws IOException, InterruptedException {
    return start(Map.of());
  }

  /// Starts the kernel of the distribution with environment variables of its own.
  public static KernelSession start(Map<String, String> environment)
      throws IOException, InterruptedException {
    return start(environment, Path.of("."));
  }

  private static KernelSession ready(KernelSession session)
      throws IOException, InterruptedException {
    try {
      session.client().awaitReady(PATIENCE);
      return session;
    } catch (IOException e) {
      session.process.close();
      throw e;
    }
  }

  /// How the kernel of the distribution is started, with a history that is not the developer's own.
  /// The system property `jlanes.dist` says where the distribution is.
  public static KernelCommand command() {
    String other = System.getProperty("jlanes.test.kernel");
    if (other != null) {
      return new KernelCommand(List.of(other.split(" ")), Map.of());
    }
    String dist = System.getProperty("jlanes.dist");
    if (dist == null) {
      throw new IllegalStateException("the system property jlanes.dist is not set");
    }
    // Nor is one test to find what another ran.
    Path history = Path.of("target", "test-history", UUID.randomUUID().toString());
    return KernelCommand.ofJar(Path.of(dist, "jlanes-kernel.jar").toAbsolutePath())
        .with(Map.of("JLANES_HISTORY", history.toAbsolutePath().toString()));
  }

  /// The kernel's process.
  public KernelProcess process() {
    return process;
  }

  /// The client, for what this class has no words for.
  public KernelClient client() {
    return process.client();
  }

  /// Everything received so far.
  public List<Received> messages() {
    return transcript.messages();
  }

  /// The first message, received already or to come, that fulfils a condition.
  ///
  /// @param what says what is waited for, for the failure's message
  public Message await(Predicate<Received> condition, String what) throws InterruptedException {
    return transcript.await(condition, what, process::log);
  }

  /// The message on a channel that answers a message.
  ///
  /// @param what says what is waited for, for the failure's message
  public Message awaitReply(ChannelName channel, String id, String what)
      throws InterruptedException {
    return await(r -> r.channel() == channel && r.message().parentId().equals(id), what);
  }

  /// Waits until the kernel has done with a message.
  ///
  /// @param what says what is waited for, for the failure's message
  public void awaitIdle(String id, String what) throws InterruptedException {
    await(
        r ->
            r.channel() == ChannelName.IOPUB
                && r.message().parentId().equals(id)
                && Json.string(r.message().content(), "execution_state", "").equals("idle"),
        what);
  }

  /// Runs a cell as a front end does and waits until it is idle.
  public Cell run(String code) throws InterruptedException {
    return submit(code).await();
  }

  /// Runs a cell, which must end well.
  public Cell ok(String code) throws InterruptedException {
    Cell cell = run(code);
    assertEquals("ok", cell.status(), () -> code + "\n" + cell.traceback());
    return cell;
  }

  /// Runs a cell with more fields in the request than its code.
  public Cell run(String code, Map<String, Object> fields) throws InterruptedException {
    return submit(code, fields).await();
  }

  /// Sends a cell and does not wait. `allow_stdin` is true, the rest has its defaults.
  public Running submit(String code) {
    return submit(code, Map.of("allow_stdin", true));
  }

  /// Sends a cell with more fields in the request than its code, and does not wait.
  public Running submit(String code, Map<String, Object> fields) {
    JsonObject content = Json.of(fields).getAsJsonObject();
    content.addProperty("code", code);
    return new Running(client().send(ChannelName.SHELL, "execute_request", content));
  }

  /// Sends a cell to a subshell and does not wait.
  public Running submitTo(String subshell, String code) {
    JsonObject content = new JsonObject();
    content.addProperty("code", code);
    return new Running(client().sendToSubshell(subshell, "execute_request", content));
  }

  /// Sends a request and waits for its reply.
  public Message request(ChannelName channel, String type, Map<String, Object> content)
      throws IOException, InterruptedException {
    return client().request(channel, type, Json.of(content).getAsJsonObject(), PATIENCE);
  }

  /// Interrupts the running cell; returns when the kernel has confirmed.
  public void interrupt() throws IOException, InterruptedException {
    client().interrupt(PATIENCE);
  }

  /// The iopub messages so far whose parent is a message, in order.
  public List<Message> publishedFor(String id) {
    return messages().stream()
        .filter(r -> r.channel() == ChannelName.IOPUB && r.message().parentId().equals(id))
        .map(Received::message)
        .toList();
  }

  /// Ends the kernel.
  ///
  /// @throws AssertionError if it had sent a malformed message
  @Override
  public void close() {
    process.close();
    transcript.assertWellFormed();
  }

  /// A cell that was sent.
  public final class Running {
    private final Message request;

    private Running(Message request) {
      this.request = request;
    }

    /// The request's message id.
    public String id() {
      return request.id();
    }

    /// Waits for a message of the cell on iopub, before or after the cell's end.
    public Message awaitPublished(String type) throws InterruptedException {
      return KernelSession.this.await(
          r -> mine(r, ChannelName.IOPUB) && r.message().type().equals(type),
          type + " of " + request.content());
    }

    /// Waits until the cell has printed a text (on either stream).
    public Running awaitPrinted(String text) throws InterruptedException {
      StringBuilder all = new StringBuilder();
      KernelSession.this.await(
          r -> {
            if (mine(r, ChannelName.IOPUB) && r.message().type().equals("stream")) {
              all.append(Json.string(r.message().content(), "text", ""));
            }
            return all.indexOf(text) >= 0;
          },
          "\"" + text + "\" of " + request.content());
      return this;
    }

    /// What the cell has printed so far, on both streams.
    public String printed() {
      return publishedFor(id()).stream()
          .filter(m -> m.type().equals("stream"))
          .map(m -> Json.string(m.content(), "text", ""))
          .collect(Collectors.joining());
    }

    /// Waits until the cell asks for input, and answers.
    ///
    /// @return the request for input
    public Message answer(String line) throws InterruptedException {
      Message asked =
          KernelSession.this.await(
              r -> mine(r, ChannelName.STDIN) && r.message().type().equals("input_request"),
              "an input_request of " + request.content());
      JsonObject content = new JsonObject();
      content.addProperty("value", line);
      var unused = client().send(ChannelName.STDIN, "input_reply", content);
      return asked;
    }

    /// Waits for the cell's reply and its idle status.
    public Cell await() throws InterruptedException {
      Message reply = awaitReply(ChannelName.SHELL, id(), "the reply to " + request.content());
      awaitIdle(id(), "the idle status of " + request.content());
      List<Message> all = publishedFor(id());
      int idle = 0;
      while (!Json.string(all.get(idle).content(), "execution_state", "").equals("idle")) {
        idle++;
      }
      return new Cell(reply, all.subList(0, idle + 1));
    }

    private boolean mine(Received received, ChannelName channel) {
      return received.channel() == channel && received.message().parentId().equals(request.id());
    }
  }
}
