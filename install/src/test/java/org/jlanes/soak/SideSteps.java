package org.jlanes.soak;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import org.jlanes.client.ChannelName;
import org.jlanes.wire.Json;
import org.jlanes.wire.Message;

/// Requests that run nothing.
final class SideSteps {
  private SideSteps() {}

  /// One of them, in the queue of the cells.
  static void shell(Peer peer) throws InterruptedException, KernelStuckException {
    Dialect dialect = peer.dialect();
    switch (peer.random().nextInt(7)) {
      case 0 -> {
        Dialect.Pair pair = dialect.completion();
        expect(
            peer,
            "complete_request",
            Map.of("code", pair.code(), "cursor_pos", pair.code().length()),
            c -> Json.array(c, "matches").toString().contains(pair.match()));
      }
      case 1 -> {
        String name = dialect.inspectable();
        expect(
            peer,
            "inspect_request",
            Map.of("code", name, "cursor_pos", name.length(), "detail_level", 0),
            c -> Json.bool(c, "found", false));
      }
      case 2 -> isComplete(peer, "1 + 1", "complete");
      case 3 -> isComplete(peer, dialect.incomplete(), "incomplete");
      case 4 ->
          expect(
              peer,
              "history_request",
              Map.of("hist_access_type", "tail", "n", 5, "output", false, "raw", true),
              c -> Json.array(c, "history").size() <= 5);
      case 5 -> expect(peer, "comm_info_request", Map.of(), c -> c.has("comms"));
      default -> expect(peer, "kernel_info_request", Map.of(), c -> c.has("language_info"));
    }
  }

  private static void isComplete(Peer peer, String code, String status)
      throws InterruptedException, KernelStuckException {
    expect(
        peer,
        "is_complete_request",
        Map.of("code", code),
        c -> Json.string(c, "status", "").equals(status));
  }

  private static void expect(
      Peer peer, String type, Map<String, Object> content, Predicate<JsonObject> right)
      throws InterruptedException, KernelStuckException {
    Message reply =
        peer.await(peer.ask(ChannelName.SHELL, type, Json.of(content).getAsJsonObject()));
    peer.check(right.test(reply.content()), () -> type + ": " + reply.content());
  }

  /// Asks on control, which does not wait for cells.
  static void control(Peer peer) throws InterruptedException, KernelStuckException {
    long start = System.nanoTime();
    Message reply =
        peer.await(peer.ask(ChannelName.CONTROL, "kernel_info_request", new JsonObject()));
    peer.ledger().tally().took("kernel_info on control", System.nanoTime() - start);
    peer.check(reply.content().has("banner"), () -> "kernel_info: " + reply.content());
  }

  /// A heartbeat.
  static void heartbeat(Peer peer) throws InterruptedException, IOException {
    Duration time = peer.client().heartbeat(Duration.ofSeconds(Peer.PATIENCE_SECONDS));
    peer.ledger().tally().took("heartbeat", time.toNanos());
    peer.ledger().tally().count("heartbeats");
  }
}
