package org.jlanes.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jlanes.wire.Codec;
import org.jlanes.wire.ConnectionFile;
import org.jlanes.wire.Json;
import org.jlanes.wire.Message;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/// The requests besides `execute_request`, against the real kernel process.
final class ProtocolRequestsIT {
  @SharedKernel private static KernelSession kernel;

  @Test
  void kernelInfoDescribesTheLanguage() throws Exception {
    JsonObject info = kernel.request(ChannelName.SHELL, "kernel_info_request", Map.of()).content();
    JsonObject language = Json.child(info, "language_info");
    assertEquals("java", Json.string(language, "name", ""));
    assertEquals("text/x-java-source", Json.string(language, "mimetype", ""));
    assertEquals(".java", Json.string(language, "file_extension", ""));
    assertEquals("5.5", Json.string(info, "protocol_version", ""));
  }

  @Test
  void everyRequestIsFramedByBusyAndIdleAlsoOnControlAndWhenItsTypeIsUnknown() {
    for (ChannelName channel : List.of(ChannelName.SHELL, ChannelName.CONTROL)) {
      for (String type : List.of("kernel_info_request", "no_such_request")) {
        Message request = kernel.client().send(channel, type, new JsonObject());
        awaitState(request, "idle");
        List<String> states =
            kernel.publishedFor(request.id()).stream()
                .map(m -> Json.string(m.content(), "execution_state", ""))
                .toList();
        assertEquals(List.of("busy", "idle"), states, channel + " " + type);
      }
    }
  }

  private static void awaitState(Message request, String state) {
    try {
      kernel.await(
          r ->
              r.message().parentId().equals(request.id())
                  && Json.string(r.message().content(), "execution_state", "").equals(state),
          state + " of " + request.type());
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void completionCountsCodePoints() throws Exception {
    String code = "String emoji = \"😀😀\"; \"😀\".lengt";
    int cursor = code.codePointCount(0, code.length());
    JsonObject reply =
        kernel
            .request(
                ChannelName.SHELL, "complete_request", Map.of("code", code, "cursor_pos", cursor))
            .content();
    assertEquals("ok", Json.string(reply, "status", ""));
    assertEquals(cursor, Json.integer(reply, "cursor_end", -1));
    assertEquals(cursor - "lengt".length(), Json.integer(reply, "cursor_start", -1));
    assertTrue(reply.get("matches").toString().contains("length"), reply.toString());
    JsonArray types = Json.array(Json.child(reply, "metadata"), "_jupyter_types_experimental");
    assertEquals(Json.array(reply, "matches").size(), types.size());
  }

  @Test
  void cursorsOutsideOfTheCodeAreMovedToItsEnds() throws Exception {
    for (int cursor : List.of(-5, 1_000_000)) {
      for (String type : List.of("complete_request", "inspect_request")) {
        JsonObject reply =
            kernel
                .request(ChannelName.SHELL, type, Map.of("code", "Math.ab", "cursor_pos", cursor))
                .content();
        assertEquals("ok", Json.string(reply, "status", ""), type + " at " + cursor);
      }
    }
  }

  @Test
  void isCompleteTellsCompleteFromIncompleteFromInvalid() throws Exception {
    assertEquals("complete", isComplete("int a = 1;"));
    assertEquals("incomplete", isComplete("for (int i = 0; i < 3; i++) {"));
    assertEquals("invalid", isComplete("int 1a = ;)"));
  }

  private static String isComplete(String code) throws Exception {
    JsonObject reply =
        kernel.request(ChannelName.SHELL, "is_complete_request", Map.of("code", code)).content();
    return Json.string(reply, "status", "");
  }

  @Test
  void historyGivesTailRangeAndSearch() throws Exception {
    Cell one = kernel.run("\"history \" + 1");
    Cell two = kernel.run("\"history \" + 2");
    var unused = kernel.run("\"not stored\"", Map.of("store_history", false));

    assertEquals(
        List.of("\"history \" + 1", "\"history \" + 2"),
        inputs(Map.of("hist_access_type", "tail", "n", 2)));
    assertEquals(
        List.of("\"history \" + 1"),
        inputs(
            Map.of(
                "hist_access_type",
                "range",
                "session",
                0,
                "start",
                one.count(),
                "stop",
                two.count())));
    assertEquals(
        List.of("\"history \" + 2"),
        inputs(Map.of("hist_access_type", "search", "pattern", "\"hist*2", "n", 10)));
    JsonArray entry =
        history(Map.of("hist_access_type", "tail", "n", 1, "output", true)).get(0).getAsJsonArray();
    assertEquals(two.count(), entry.get(1).getAsInt());
    assertEquals(two.result(), entry.get(2).getAsJsonArray().get(1).getAsString());
  }

  private static JsonArray history(Map<String, Object> request) throws Exception {
    Message reply = kernel.request(ChannelName.SHELL, "history_request", request);
    return Json.array(reply.content(), "history");
  }

  private static List<String> inputs(Map<String, Object> request) throws Exception {
    return history(request).asList().stream()
        .map(entry -> entry.getAsJsonArray().get(2).getAsString())
        .toList();
  }

  @Test
  void openingACommOfAnUnknownTargetIsAnsweredWithItsClose() throws Exception {
    JsonObject open = new JsonObject();
    open.addProperty("comm_id", "c-1");
    open.addProperty("target_name", "nobody");
    open.add("data", new JsonObject());
    Message request = kernel.client().send(ChannelName.SHELL, "comm_open", open);
    Message close =
        kernel.await(
            r ->
                r.message().type().equals("comm_close")
                    && r.message().parentId().equals(request.id()),
            "comm_close");
    assertEquals("c-1", Json.string(close.content(), "comm_id", ""));
    Message info = kernel.request(ChannelName.SHELL, "comm_info_request", Map.of());
    assertTrue(Json.child(info.content(), "comms").isEmpty());
  }

  @Test
  void usageCountsTheKernelsOwnProcess() throws Exception {
    JsonObject usage = kernel.request(ChannelName.CONTROL, "usage_request", Map.of()).content();
    assertEquals(kernel.process().handle().pid(), usage.get("pid").getAsLong());
    assertTrue(usage.get("kernel_memory").getAsLong() > 10_000_000);
    assertTrue(usage.get("kernel_cpu").getAsDouble() >= 0, usage.toString());
    assertTrue(usage.get("cpu_count").getAsInt() >= 1);
    double host = usage.get("host_cpu_percent").getAsDouble();
    assertTrue(host >= 0 && host <= 100, usage.toString());
    JsonObject memory = Json.child(usage, "host_virtual_memory");
    assertEquals(Set.of("total", "available", "percent", "used", "free"), memory.keySet());
    assertTrue(memory.get("available").getAsLong() <= memory.get("total").getAsLong());
  }

  @Test
  void usageCountsChildrenToo() throws Exception {
    Cell cell =
        kernel.run(
            """
            Process counted = new ProcessBuilder("sh", "-c", "while :; do :; done").start();
            counted.pid()
            """);
    assertEquals("ok", cell.status());
    try {
      double percent = 0;
      // Busy from the first look to a later one; a machine under load may give it little.
      for (long end = System.nanoTime() + KernelSession.PATIENCE.toNanos();
          percent < 10 && System.nanoTime() < end; ) {
        JsonObject usage = kernel.request(ChannelName.CONTROL, "usage_request", Map.of()).content();
        percent = usage.get("kernel_cpu").getAsDouble();
      }
      assertTrue(percent >= 10, percent + " %");
    } finally {
      var unused = kernel.run("counted.destroyForcibly();");
    }
  }

  @Test
  void everySubscriberIsWelcomedUnderTheTopicOfItsSubscription() throws Exception {
    String everything = welcomed("");
    String again = welcomed("");
    assertEquals(everything, again);
    String prefix = "kernel." + everything + ".st";
    assertEquals(everything, welcomed(prefix));
    assertEquals(everything, welcomed(prefix), "a second subscriber of the same topic");
  }

  /// Subscribes, awaits the welcome and then a message that the subscription is for.
  ///
  /// @return the kernel's session id
  private static String welcomed(String topic) throws Exception {
    ConnectionFile connection = kernel.process().connection();
    try (ZContext context = new ZContext();
        ZMQ.Socket socket = context.createSocket(SocketType.SUB)) {
      socket.setHandshakeIvl(1_000);
      socket.setReceiveTimeOut((int) KernelSession.PATIENCE.toMillis());
      socket.subscribe(topic);
      socket.connect(connection.address(connection.iopubPort()));
      List<byte[]> frames = receive(socket);
      Message welcome = Codec.of(connection).decode(frames);
      assertEquals("iopub_welcome", welcome.type());
      assertEquals(topic, new String(frames.getFirst(), UTF_8));
      assertEquals(topic, Json.string(welcome.content(), "subscription", null));
      assertTrue(welcome.parentHeader().isEmpty());
      var unused = kernel.run("System.out.println(\"for subscribers\");");
      Message next = Codec.of(connection).decode(receive(socket));
      assertTrue(Set.of("status", "stream").contains(next.type()), next.type());
      return Json.string(welcome.header(), "session", "");
    }
  }

  private static List<byte[]> receive(ZMQ.Socket socket) {
    List<byte[]> frames = new ArrayList<>();
    do {
      byte[] frame = socket.recv();
      assertTrue(frame != null, "nothing came");
      frames.add(frame);
    } while (socket.hasReceiveMore());
    return frames;
  }
}
