package org.jlanes.soak;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jlanes.wire.Json;
import org.jlanes.wire.Message;

/// A request and what came back for it. May be made by what comes back, before the one who asked
/// has told its id. Safe for any thread.
final class Call {
  /// What threads that outlive their cell may publish.
  private static final Set<String> DISPLAYS =
      Set.of("display_data", "update_display_data", "clear_output");

  private final String id;
  private final CompletableFuture<Message> ended = new CompletableFuture<>();
  private String asker;
  private String type = "";
  private boolean outlived;
  private boolean doomed;
  private Message reply;
  private int replies;
  private int astray;
  private int busy;
  private int idle;
  private int beforeBusy;
  private int afterIdle;
  private int outputAfterIdle;
  private int displaysAfterIdle;
  private int errors;
  private int results;
  private String result;
  private String parentType = "";
  private final List<JsonObject> comms = new ArrayList<>();

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
    // Comm messages have no reply, and their idle may have come already.
    look();
  }

  /// Says that the kernel is ended before this may be.
  synchronized void doomed() {
    doomed = true;
    outlived = true;
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
    boolean display = DISPLAYS.contains(message.type());
    afterIdle += idle > 0 && !output && !display ? 1 : 0;
    displaysAfterIdle += idle > 0 && display ? 1 : 0;
    outputAfterIdle += idle > 0 && output ? 1 : 0;
    switch (message.type()) {
      case "error" -> errors++;
      case "execute_result" -> {
        results++;
        result = Json.string(Json.child(message.content(), "data"), "text/plain", "");
      }
      case "comm_msg" -> comms.add(Json.child(message.content(), "data"));
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
    if ((replies > 0 || unanswered()) && idle > 0) {
      ended.complete(reply);
    }
  }

  private boolean unanswered() {
    return type.startsWith("comm_") && !type.endsWith("_request");
  }

  /// What came over comms.
  synchronized List<JsonObject> comms() {
    return List.copyOf(comms);
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
    boolean lost = replies == 0 && !unanswered() || idle == 0;
    findings.add(Fault.REPLY_LOST, lost && !doomed ? 1 : 0, what);
    findings.add(Fault.REPLY_TWICE, replies > 1 ? 1 : 0, what + ": " + replies);
    findings.add(Fault.REPLY_ASTRAY, astray, what);
    int late = outlived ? afterIdle : afterIdle + displaysAfterIdle;
    findings.add(
        Fault.STATUS_WRONG,
        (busy == 1 || doomed && busy == 0) && idle <= 1 && beforeBusy == 0 && late == 0 ? 0 : 1,
        "%s: %d busy, %d idle, %d before busy, %d after idle"
            .formatted(what, busy, idle, beforeBusy, late));
    findings.add(Fault.OUTPUT_AFTER_IDLE, outlived || outputAfterIdle == 0 ? 0 : 1, what);
    if (reply != null && type.equals("execute_request") && !doomed) {
      boolean failed = Json.string(reply.content(), "status", "").equals("error");
      findings.add(
          Fault.RESULT_WRONG,
          results > 1 || errors != (failed ? 1 : 0) ? 1 : 0,
          "%s: %d results, %d errors, reply %s"
              .formatted(what, results, errors, Json.string(reply.content(), "status", "")));
    }
  }
}
