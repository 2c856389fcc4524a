package org.jlanes.soak;

import java.util.concurrent.CompletableFuture;
import org.jlanes.wire.Json;
import org.jlanes.wire.Message;

/// A request and what came back for it. May be made by what comes back, before the one who asked
/// has told its id. Safe for any thread.
final class Call {
  private final String id;
  private final CompletableFuture<Message> ended = new CompletableFuture<>();
  private String asker;
  private String type = "";
  private boolean outlived;
  private Message reply;
  private int replies;
  private int astray;
  private int busy;
  private int idle;
  private int beforeBusy;
  private int afterIdle;
  private int outputAfterIdle;
  private int errors;
  private int results;
  private String result;
  private String parentType = "";

  Call(String id) {
    this.id = id;
  }

  /// The request's message id.
  String id() {
    return id;
  }

  /// Done with the reply when both it and the idle status have come.
  CompletableFuture<Message> ended() {
    return ended;
  }

  /// Says who sent it.
  synchronized void asked(String client, Message request) {
    asker = client;
    type = request.type();
  }

  /// Says that threads of the cell print after its end.
  synchronized void outlived() {
    outlived = true;
  }

  /// A message with this request as parent was published.
  synchronized void published(Message message) {
    parentType = Json.string(message.parentHeader(), "msg_type", "");
    String state = Json.string(message.content(), "execution_state", "");
    if (message.type().equals("status")) {
      busy += state.equals("busy") ? 1 : 0;
      idle += state.equals("idle") ? 1 : 0;
      look();
      return;
    }
    beforeBusy += busy == 0 ? 1 : 0;
    boolean output = message.type().equals("stream");
    afterIdle += idle > 0 && !output ? 1 : 0;
    outputAfterIdle += idle > 0 && output ? 1 : 0;
    switch (message.type()) {
      case "error" -> errors++;
      case "execute_result" -> {
        results++;
        result = Json.string(Json.child(message.content(), "data"), "text/plain", "");
      }
      default -> {}
    }
  }

  /// A reply came.
  ///
  /// @param client where
  synchronized void replied(Message message, String client) {
    replies++;
    parentType = Json.string(message.parentHeader(), "msg_type", "");
    boolean answers = message.type().equals(parentType.replace("_request", "_reply"));
    astray += answers && (asker == null || asker.equals(client)) ? 0 : 1;
    reply = message;
    look();
  }

  private void look() {
    if (replies > 0 && idle > 0) {
      ended.complete(reply);
    }
  }

  /// The text of the cell's value; null if it has none.
  synchronized String result() {
    return result;
  }

  /// Says what is wrong with its frame: to be called when nothing more can come.
  synchronized void verify(Findings findings) {
    String what = type + " " + id + " of " + asker;
    if (asker == null) {
      // Clients ask for kernel_info until they are connected, without telling anybody.
      findings.add(Fault.UNASKED, parentType.equals("kernel_info_request") ? 0 : 1, id);
      return;
    }
    findings.add(Fault.REPLY_LOST, replies == 0 || idle == 0 ? 1 : 0, what);
    findings.add(Fault.REPLY_TWICE, replies > 1 ? 1 : 0, what + ": " + replies);
    findings.add(Fault.REPLY_ASTRAY, astray, what);
    findings.add(
        Fault.STATUS_WRONG,
        busy == 1 && idle <= 1 && beforeBusy == 0 && afterIdle == 0 ? 0 : 1,
        "%s: %d busy, %d idle, %d before busy, %d after idle"
            .formatted(what, busy, idle, beforeBusy, afterIdle));
    findings.add(Fault.OUTPUT_AFTER_IDLE, outlived || outputAfterIdle == 0 ? 0 : 1, what);
    if (reply != null && type.equals("execute_request")) {
      boolean failed = Json.string(reply.content(), "status", "").equals("error");
      findings.add(
          Fault.RESULT_WRONG,
          results > 1 || errors != (failed ? 1 : 0) ? 1 : 0,
          "%s: %d results, %d errors, reply %s"
              .formatted(what, results, errors, Json.string(reply.content(), "status", "")));
    }
  }
}
