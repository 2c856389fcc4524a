package org.jlanes.soak;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jlanes.client.ChannelName;
import org.jlanes.wire.Json;
import org.jlanes.wire.Message;

/// What goes on beside the queue of the cells: comms, subshells, a client that does not read.
final class BesideSteps {
  /// The comm target of [Dialect#commTarget].
  static final String TARGET = "echo";

  private BesideSteps() {}

  /// A comm that is opened, used and closed.
  static void comm(Peer peer) throws InterruptedException, KernelStuckException {
    String id = UUID.randomUUID().toString();
    Map<String, Object> number = Map.of("n", Integer.toString(peer.random().nextInt()));
    JsonObject opening = content(id, Map.of());
    opening.addProperty("target_name", TARGET);
    var unusedOpen = peer.await(peer.ask(ChannelName.SHELL, "comm_open", opening));
    for (int i = 0; i < 3; i++) {
      Call call = peer.ask(ChannelName.SHELL, "comm_msg", content(id, number));
      var unused = peer.await(call);
      peer.check(
          call.comms().equals(List.of(Json.of(number).getAsJsonObject())),
          () -> call.id() + ": " + call.comms() + " and not " + number);
    }
    var unusedClose = peer.await(peer.ask(ChannelName.SHELL, "comm_close", content(id, Map.of())));
  }

  private static JsonObject content(String comm, Map<String, Object> data) {
    JsonObject content = new JsonObject();
    content.addProperty("comm_id", comm);
    content.add("data", Json.of(data));
    return content;
  }

  /// A cell that prints on a subshell, if there are any.
  static void subshell(Peer peer) throws InterruptedException, KernelStuckException {
    if (!peer.supports("kernel subshells")) {
      return;
    }
    Message created =
        peer.await(peer.ask(ChannelName.CONTROL, "create_subshell_request", new JsonObject()));
    String subshell = Json.string(created.content(), "subshell_id", "");
    int count = 1 + peer.random().nextInt(2_000);
    Printed lines = peer.lines();
    lines.expect(Map.of("m", count));
    Call call = peer.submitTo(subshell, peer.dialect().flood(lines.token(), count, 7));
    JsonObject reply = peer.await(call).content();
    if (!Json.string(reply, "status", "").equals("ok")) {
      // Interrupts concern the cells of all shells.
      peer.check(
          reply.toString().contains("nterrupt"), () -> call.id() + " on a subshell: " + reply);
      peer.ledger().tally().count("cells of subshells that others interrupted");
      lines.expectNoMore();
    }
    lines.verify(call.id(), Fault.LINE_ASTRAY, peer.ledger().findings());
    JsonObject which = new JsonObject();
    which.addProperty("subshell_id", subshell);
    JsonObject deleted =
        peer.await(peer.ask(ChannelName.CONTROL, "delete_subshell_request", which)).content();
    peer.check(
        Json.string(deleted, "status", "").equals("ok"), () -> "delete_subshell: " + deleted);
  }

  /// This client reads nothing of what is published for some seconds, in which it goes on asking;
  /// that it gets everything in the end is seen when the clients are compared.
  static void stall(Peer peer) {
    peer.stall(2_000 + peer.random().nextInt(4_000));
    peer.ledger().tally().count("times that a client read nothing for some seconds");
  }
}
