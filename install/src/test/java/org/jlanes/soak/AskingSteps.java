package org.jlanes.soak;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jlanes.client.ChannelName;
import org.jlanes.wire.Json;
import org.jlanes.wire.Message;

/// Cells whose values are checked.
final class AskingSteps {
  private static final int VARIABLES = 16;

  private AskingSteps() {}

  /// A sum.
  static void value(Peer peer) throws InterruptedException, KernelStuckException {
    int one = peer.random().nextInt(1_000_000);
    int other = peer.random().nextInt(1_000_000);
    long start = System.nanoTime();
    Call call = peer.submit(one + " + " + other);
    if (peer.succeeded(call)) {
      peer.ledger()
          .tally()
          .took("small cell, behind those of the others", System.nanoTime() - start);
      peer.checkValue(call, Integer.toString(one + other));
    }
  }

  /// Many sums that are sent at once.
  static void burst(Peer peer) throws InterruptedException, KernelStuckException {
    List<Call> calls = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      calls.add(peer.submit(i + " + 1"));
    }
    for (int i = 0; i < calls.size(); i++) {
      if (peer.succeeded(calls.get(i))) {
        peer.checkValue(calls.get(i), Integer.toString(i + 1));
      }
    }
  }

  /// A variable of this client's that gets a value, which another cell reads.
  static void variable(Peer peer) throws InterruptedException, KernelStuckException {
    String name = "v_" + peer.observer().client() + "_" + peer.random().nextInt(VARIABLES);
    int value = peer.random().nextInt();
    if (peer.succeeded(peer.submit(peer.dialect().assign(name, value)))) {
      Call call = peer.submit(name);
      if (peer.succeeded(call)) {
        peer.checkValue(call, Integer.toString(value));
      }
    }
  }

  /// Expressions that are evaluated behind a cell.
  static void expressions(Peer peer) throws InterruptedException, KernelStuckException {
    int number = peer.random().nextInt(1_000);
    Map<String, String> expressions = Map.of("good", number + " + 1", "bad", "nosuchname + 1");
    Call call = peer.submit("1", Map.of("user_expressions", expressions));
    if (peer.succeeded(call)) {
      JsonObject values = Json.child(call.ended().join().content(), "user_expressions");
      JsonObject good = Json.child(values, "good");
      String text = Json.string(Json.child(good, "data"), "text/plain", "");
      String bad = Json.string(Json.child(values, "bad"), "status", "");
      peer.check(
          text.equals(Integer.toString(number + 1)) && bad.equals("error"),
          () -> call.id() + ": " + values);
    }
  }

  /// A cell that asks for a line and gets it.
  static void input(Peer peer) throws InterruptedException, KernelStuckException {
    String answer = "answer " + peer.random().nextInt(1_000_000);
    Call call = peer.submit(peer.dialect().ask("line? "), Map.of("allow_stdin", true));
    Message question = null;
    for (int tenths = 0; question == null && !call.ended().isDone(); tenths++) {
      question = peer.observer().question(100);
      if (tenths > 10 * Peer.PATIENCE_SECONDS) {
        peer.ledger().findings().add(Fault.REPLY_LOST, "no input_request of " + call.id());
        throw new KernelStuckException("no input_request of " + call.id());
      }
    }
    if (question != null) {
      String parent = question.parentId();
      peer.check(parent.equals(call.id()), () -> "the question of " + call.id() + " for " + parent);
      JsonObject content = new JsonObject();
      content.addProperty("value", answer);
      var unused = peer.client().send(ChannelName.STDIN, "input_reply", content);
      peer.ledger().tally().count("input requests");
    }
    if (peer.succeeded(call)) {
      peer.checkValue(call, answer);
    }
  }
}
