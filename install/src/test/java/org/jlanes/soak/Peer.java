package org.jlanes.soak;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.jlanes.client.ChannelName;
import org.jlanes.client.KernelClient;
import org.jlanes.wire.Json;
import org.jlanes.wire.Message;

/// One client of a kernel, with a session of its own, and what it needs for its steps. One thread
/// takes its steps; others may ask on control and send cells meanwhile.
final class Peer {
  /// How long anything may take on a machine under load.
  static final int PATIENCE_SECONDS = Integer.getInteger("jlanes.soak.patience", 60);

  private static final AtomicInteger TOKENS = new AtomicInteger();

  private final Target target;
  private final ProcessHandle process;
  private final KernelClient client;
  private final Observer observer;
  private final Ledger ledger;
  private final Random random;
  private final IntConsumer stall;
  private JsonObject info = new JsonObject();

  /// @param process the kernel's
  /// @param stall lets the client read nothing of iopub for so many milliseconds
  Peer(
      Target target,
      ProcessHandle process,
      KernelClient client,
      Observer observer,
      Ledger ledger,
      Random random,
      IntConsumer stall) {
    this.target = target;
    this.process = process;
    this.client = client;
    this.observer = observer;
    this.ledger = ledger;
    this.random = random;
    this.stall = stall;
  }

  /// Waits until the kernel answers. Before everything else.
  void awaitReady(Duration patience) throws IOException, InterruptedException {
    info = client.awaitReady(patience);
  }

  /// Whether the kernel has an optional feature.
  boolean supports(String feature) {
    return Json.array(info, "supported_features").contains(new JsonPrimitive(feature));
  }

  Dialect dialect() {
    return target.dialect();
  }

  KernelClient client() {
    return client;
  }

  Observer observer() {
    return observer;
  }

  Ledger ledger() {
    return ledger;
  }

  Random random() {
    return random;
  }

  /// A cell's lines, under a token that no other has.
  Printed lines() {
    return ledger.printed("k" + TOKENS.incrementAndGet());
  }

  /// Sends a cell.
  Call submit(String code) {
    return submit(code, Map.of());
  }

  /// Sends a cell with more fields in the request.
  Call submit(String code, Map<String, Object> fields) {
    ledger.tally().count("cells");
    return ask(ChannelName.SHELL, "execute_request", CellRequest.of(code, fields));
  }

  /// Sends a request.
  Call ask(ChannelName channel, String type, JsonObject content) {
    ledger.tally().count("requests: " + type + " on " + channel.text());
    return ledger.asked(client.send(channel, type, content), observer.client());
  }

  /// Sends a cell to a subshell.
  Call submitTo(String subshell, String code) {
    ledger.tally().count("cells of subshells");
    return ledger.asked(
        client.sendToSubshell(subshell, "execute_request", CellRequest.of(code)),
        observer.client());
  }

  /// Lets the client read nothing of iopub for a while.
  void stall(int millis) {
    stall.accept(millis);
  }

  /// Waits for a request's reply and idle.
  Message await(Call call) throws InterruptedException, KernelStuckException {
    return await(call.ended(), call.id());
  }

  /// Waits for something of the kernel.
  <T> T await(CompletableFuture<T> future, String what)
      throws InterruptedException, KernelStuckException {
    try {
      return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      ledger.findings().add(Fault.REPLY_LOST, what + " waited for in vain");
      throw new KernelStuckException(what + " waited for in vain");
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Waits for a cell's end.
  ///
  /// @return its status: `ok`, `error` or `aborted`
  String finish(Call call) throws InterruptedException, KernelStuckException {
    Message reply = await(call);
    String status = Json.string(reply.content(), "status", "");
    if (!status.equals("aborted")) {
      ledger.counted(Json.integer(reply.content(), "execution_count", -1));
    }
    ledger.tally().count("cells " + status);
    return status;
  }

  /// Waits for the end of a cell that succeeds, unless a failure of another cell aborts it.
  ///
  /// @return whether it ran
  boolean succeeded(Call call) throws InterruptedException, KernelStuckException {
    String status = finish(call);
    check(!status.equals("error"), () -> call.id() + " failed: " + call.ended().join().content());
    return status.equals("ok");
  }

  /// Sends a cell that does not end by itself and waits until it prints, or has been aborted.
  ///
  /// @param kind as for [Dialect#endless]
  void doom(int kind) throws InterruptedException, KernelStuckException {
    Printed lines = lines();
    Call call = submit(dialect().endless(lines.token(), kind));
    ledger.doomed(call, lines);
    await(CompletableFuture.anyOf(lines.begun(), call.ended()), "the beginning of " + call.id());
  }

  /// Sends a cell that will not be run any more, or not to its end.
  void doomBehind() {
    Printed lines = lines();
    ledger.doomed(submit(dialect().flood(lines.token(), 100, 3)), lines);
  }

  /// Asks the kernel to end.
  Call shutdown(boolean restart) {
    JsonObject content = new JsonObject();
    content.addProperty("restart", restart);
    return ask(ChannelName.CONTROL, "shutdown_request", content);
  }

  /// Notes a fault unless something holds.
  void check(boolean holds, Supplier<String> what) {
    if (!holds) {
      ledger.findings().add(Fault.RESULT_WRONG, what.get());
    }
  }

  /// Notes a fault unless a cell's value is as expected; text may stand in quotes.
  void checkValue(Call call, String expected) {
    String value = call.result();
    check(
        value != null && value.replaceAll("^[\"']|[\"']$", "").equals(expected),
        () -> call.id() + ": " + value + " and not " + expected);
  }

  /// Stops the running cell.
  void interrupt() throws InterruptedException, KernelStuckException, IOException {
    ledger.tally().count("interrupts");
    if (target.interruptedBySignal()) {
      Process kill =
          new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).inheritIO().start();
      check(kill.waitFor() == 0, () -> "kill -INT failed");
    } else {
      await(ask(ChannelName.CONTROL, "interrupt_request", new JsonObject()));
    }
  }
}
