package org.jlanes.session;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import org.jlanes.channels.Channel;
import org.jlanes.channels.IoPub;
import org.jlanes.wire.Author;
import org.jlanes.wire.Message;

/// A message that asks for something, with the way back to who asked. Used by the thread that
/// handles it.
final class Request {
  private final Message message;
  private final long arrival;
  private final Author author;
  private final Channel back;
  private final IoPub iopub;
  private boolean replied;

  /// @param arrival position among the requests of its channel, from 1
  /// @param back where replies go
  Request(Message message, long arrival, Author author, Channel back, IoPub iopub) {
    this.message = message;
    this.arrival = arrival;
    this.author = author;
    this.back = back;
    this.iopub = iopub;
  }

  Message message() {
    return message;
  }

  String type() {
    return message.type();
  }

  JsonObject content() {
    return message.content();
  }

  long arrival() {
    return arrival;
  }

  boolean replied() {
    return replied;
  }

  /// Sends the reply: `x_request` is answered with `x_reply`.
  void reply(JsonObject content) {
    replied = true;
    String type = type().replaceFirst("_request$", "") + "_reply";
    back.send(author.message(type, message.header(), content).withIdentities(message.identities()));
  }

  /// Publishes something that this request causes.
  void publish(String type, JsonObject content) {
    iopub.publish(author.message(type, message.header(), content));
  }

  /// Publishes that this request is being handled (`busy`) or has been (`idle`).
  void publishStatus(String state) {
    JsonObject content = new JsonObject();
    content.addProperty("execution_state", state);
    publish("status", content);
  }

  /// Content that starts with the status `ok`.
  static JsonObject ok() {
    JsonObject content = new JsonObject();
    content.addProperty("status", "ok");
    return content;
  }

  /// Content that says what went wrong.
  static JsonObject error(String ename, String evalue, Iterable<String> traceback) {
    JsonObject content = new JsonObject();
    content.addProperty("status", "error");
    content.addProperty("ename", ename);
    content.addProperty("evalue", evalue);
    JsonArray lines = new JsonArray();
    traceback.forEach(lines::add);
    content.add("traceback", lines);
    return content;
  }
}
