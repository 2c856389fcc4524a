package org.jlanes.soak;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jlanes.client.ChannelName;
import org.jlanes.client.KernelProcess;
import org.jlanes.wire.Json;
import org.jlanes.wire.Message;

/// A kernel whose output and answers are timed, alone with one client. Used by one thread.
final class Contestant implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(Peer.PATIENCE_SECONDS);
  private static final int ASKED = 51;
  private static final int BURN_SECONDS = 8;

  private final Target target;
  private final FloodTap tap = new FloodTap();
  private final KernelProcess process;
  private final Tally tally = new Tally();
  private int tokens;
  private String subshell;

  private Contestant(Target target, Path directory) throws IOException {
    this.target = target;
    this.process = KernelProcess.start(target.command(), directory, tap);
  }

  /// Starts a kernel and waits until it answers.
  static Contestant start(Target target, Path directory) throws IOException, InterruptedException {
    Contestant started = new Contestant(target, directory);
    try {
      started.openSubshell(started.process.client().awaitReady(PATIENCE));
      return started;
    } catch (IOException e) {
      started.close();
      throw e;
    }
  }

  /// A subshell answers what the shell would while a cell runs there, if the kernel has them.
  private void openSubshell(JsonObject info) throws IOException, InterruptedException {
    if (Json.array(info, "supported_features").toString().contains("kernel subshells")) {
      Message reply =
          process
              .client()
              .request(ChannelName.CONTROL, "create_subshell_request", new JsonObject(), PATIENCE);
      subshell = Json.string(reply.content(), "subshell_id", null);
    }
  }

  /// The kernel's name.
  String name() {
    return target.name();
  }

  /// What was measured so far.
  Tally tally() {
    return tally;
  }

  /// Prints numbered lines in one cell.
  ///
  /// @param counts whether the time is kept; else it is a warm-up
  /// @return whether all came in order
  boolean flood(int lines, boolean counts) throws InterruptedException, KernelStuckException {
    String token = "f" + tokens++;
    String code = target.dialect().lines(token, lines);
    tap.expect(token + ":");
    long start = System.nanoTime();
    submit(code);
    FloodTap.Taken taken = tap.take();
    if (counts) {
      tally.took(lines + " lines in one cell, request to idle", taken.idleNanos() - start);
      tally.count("stream messages of floods", taken.texts().size());
    }
    return taken.holds(token, lines);
  }

  private void submit(String code) {
    var unused = process.client().send(ChannelName.SHELL, "execute_request", CellRequest.of(code));
  }

  /// Asks many times while nothing runs.
  void askIdle() throws IOException, InterruptedException {
    for (int i = 0; i < ASKED; i++) {
      beat("idle: heartbeat");
      timed(
          "idle: kernel_info on control",
          ChannelName.CONTROL,
          "kernel_info_request",
          new JsonObject());
      timed("idle: is_complete on shell", ChannelName.SHELL, "is_complete_request", sum());
      timed(
          "idle: cell 1 + 1, to its reply",
          ChannelName.SHELL,
          "execute_request",
          CellRequest.of("1 + 1"));
    }
  }

  private static JsonObject sum() {
    JsonObject content = new JsonObject();
    content.addProperty("code", "1 + 1");
    return content;
  }

  /// Asks many times while a cell burns all cores.
  void askBusy() throws IOException, InterruptedException, KernelStuckException {
    String token = "f" + tokens++;
    tap.expect(token + ":");
    String begin = target.dialect().print(token + ":on:0");
    submit(begin + "\n" + target.dialect().burn(BURN_SECONDS));
    tap.awaitPrinted();
    for (int i = 0; i < ASKED; i++) {
      beat("all cores busy: heartbeat");
      timed(
          "all cores busy: kernel_info on control",
          ChannelName.CONTROL,
          "kernel_info_request",
          new JsonObject());
      if (subshell != null) {
        askSubshell();
      }
    }
    var unused = tap.take();
  }

  private void askSubshell() throws InterruptedException, KernelStuckException {
    long start = System.nanoTime();
    tap.awaitReply(process.client().sendToSubshell(subshell, "is_complete_request", sum()).id());
    tally.took("all cores busy: is_complete on a subshell", System.nanoTime() - start);
  }

  private void beat(String name) throws IOException, InterruptedException {
    tally.took(name, process.client().heartbeat(PATIENCE).toNanos());
  }

  private void timed(String name, ChannelName channel, String type, JsonObject content)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    Message reply = process.client().request(channel, type, content, PATIENCE);
    tally.took(name, System.nanoTime() - start);
    if (Json.string(reply.content(), "status", "ok").equals("error")) {
      throw new IOException(target.name() + " refused " + type + ": " + reply.content());
    }
  }

  @Override
  public void close() {
    process.close();
  }
}
