package org.jlanes.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jlanes.wire.Author;
import org.jlanes.wire.Codec;
import org.jlanes.wire.Json;
import org.jlanes.wire.Message;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Comms between the real kernel and a front end, opened by either.
final class ProtocolCommIT {
  private static final List<byte[]> BUFFERS =
      List.of(new byte[0], new byte[] {(byte) 0x80}, random(5 << 20));

  @SharedKernel private static KernelSession kernel;

  @BeforeAll
  static void prepare() throws Exception {
    kernel.ok(
        """
        Comms.register("echo", (comm, opening) -> {
          System.out.println("opened " + comm.target() + " with " + opening.data());
          comm.onMessage(message -> {
            System.out.println("heard " + message.data());
            comm.send(new CommMessage(message.data(), message.metadata(), message.buffers()));
          });
          comm.onClose(message -> System.out.println("closed with " + message.data()));
        });
        """);
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(7).nextBytes(bytes);
    return bytes;
  }

  private static JsonObject content(String comm, Map<String, Object> data) {
    JsonObject content = new JsonObject();
    content.addProperty("comm_id", comm);
    content.add("data", Json.of(data));
    return content;
  }

  private static Message send(
      String type, JsonObject content, Map<String, Object> metadata, List<byte[]> buffers) {
    Message message =
        new Author("front end")
            .message(type, new JsonObject(), content)
            .with(Json.of(metadata).getAsJsonObject(), buffers);
    kernel
        .client()
        .sendRaw(ChannelName.SHELL, Codec.of(kernel.process().connection()).encode(message));
    return message;
  }

  /// Sends and returns what was published for it, between and with its busy and idle.
  private static Cell exchanged(Message sent) throws InterruptedException {
    kernel.awaitIdle(sent.id(), "idle of " + sent.type());
    return new Cell(sent, kernel.publishedFor(sent.id()));
  }

  private static Cell exchange(String type, String comm, Map<String, Object> data)
      throws InterruptedException {
    return exchanged(send(type, content(comm, data), Map.of(), List.of()));
  }

  private static Cell open(String target, String comm) throws InterruptedException {
    JsonObject content = content(comm, Map.of("x", 1));
    content.addProperty("target_name", target);
    return exchanged(send("comm_open", content, Map.of(), List.of()));
  }

  private static Set<String> comms(Map<String, Object> request) throws Exception {
    Message reply = kernel.request(ChannelName.SHELL, "comm_info_request", request);
    return Json.child(reply.content(), "comms").keySet();
  }

  private static String newId() {
    return UUID.randomUUID().toString();
  }

  @Test
  void dataAndBuffersGoBothWaysAndWhatAHandlerPrintsBelongsToItsMessage() throws Exception {
    String id = newId();
    Cell opened = open("echo", id);
    assertEquals("opened echo with {x=1}\n", opened.stdout());
    assertEquals(List.of("busy", "stream", "idle"), opened.order());
    Map<String, Object> data = Map.of("deep", List.of(1, 2.5, true, "ä😀", Map.of()));
    Cell answered = exchanged(send("comm_msg", content(id, data), Map.of("m", 1), BUFFERS));
    assertEquals(List.of("busy", "stream", "comm_msg", "idle"), answered.order());
    assertEquals("heard {deep=[1, 2.5, true, ä😀, {}]}\n", answered.stdout());
    Message echo = answered.of("comm_msg").getFirst();
    assertEquals(content(id, data), echo.content());
    assertEquals(Json.of(Map.of("m", 1)), echo.metadata());
    assertBuffers(echo);
    assertEquals("closed with {}\n", exchange("comm_close", id, Map.of()).stdout());
    assertFalse(comms(Map.of()).contains(id));
    assertEquals(List.of("busy", "idle"), exchange("comm_msg", id, Map.of()).order());
  }

  private static void assertBuffers(Message message) {
    assertEquals(BUFFERS.size(), message.buffers().size());
    for (int i = 0; i < BUFFERS.size(); i++) {
      assertArrayEquals(BUFFERS.get(i), message.buffers().get(i));
    }
  }

  @Test
  void aCellOpensACommWithBuffersAndLaterCellsAndThreadsGoOnWithIt() throws Exception {
    Cell cell =
        kernel.ok(
            """
            byte[] large = new byte[5 << 20];
            new Random(7).nextBytes(large);
            Comm mine = Comms.open("widget", CommMessage.of(Map.of("a", List.of(1, "b")))
                .withMetadata(Map.of("version", 2))
                .withBuffer(new byte[0]).withBuffer(new byte[] {(byte) 0x80}).withBuffer(large));
            mine.onMessage(m -> System.out.println(m.bytes(2).length + " " + m.data()));
            mine.id()
            """);
    Message opened = cell.of("comm_open").getFirst();
    String id = Json.string(opened.content(), "comm_id", "");
    assertEquals("\"" + id + "\"", "\"" + cell.result().replace("\"", "") + "\"");
    assertEquals("widget", Json.string(opened.content(), "target_name", ""));
    assertEquals(Json.object("{\"a\":[1,\"b\"]}"), Json.child(opened.content(), "data"));
    assertEquals(Json.object("{\"version\":2}"), opened.metadata());
    assertBuffers(opened);
    assertTrue(comms(Map.of("target_name", "widget")).contains(id));
    assertFalse(comms(Map.of("target_name", "echo")).contains(id));

    Cell later =
        kernel.ok(
            """
            Thread sender = new Thread(() -> mine.send(Map.of("from", "thread")));
            sender.start();
            sender.join();
            mine.send(Map.of("from", "cell"));
            """);
    assertEquals(
        List.of("thread", "cell"),
        later.of("comm_msg").stream()
            .map(m -> Json.string(Json.child(m.content(), "data"), "from", ""))
            .toList());
    Cell heard = exchanged(send("comm_msg", content(id, Map.of("y", "z")), Map.of(), BUFFERS));
    assertEquals((5 << 20) + " {y=z}\n", heard.stdout());

    Cell closing =
        kernel.ok(
            """
            mine.close(Map.of("bye", 1));
            mine.close();
            mine.isOpen()
            """);
    assertEquals("false", closing.result());
    assertEquals(1, closing.of("comm_close").size());
    assertFalse(comms(Map.of()).contains(id));
    Cell tooLate = kernel.run("mine.send(Map.of());", Map.of("stop_on_error", false));
    assertEquals("java.lang.IllegalStateException", tooLate.ename());
    assertTrue(tooLate.evalue().contains("closed"), tooLate.evalue());
  }

  @Test
  void whatAHandlerThrowsIsShownUnderItsMessageAndTheCommLivesOn() throws Exception {
    kernel.ok(
        """
        Comms.register("failing", (comm, opening) -> comm.onMessage(message -> {
          if (message.data().containsKey("bad")) {
            throw new java.io.IOException("bad data");
          }
          comm.send(Map.of("good", 1));
        }));
        """);
    String id = newId();
    var unused = open("failing", id);
    Cell failed = exchange("comm_msg", id, Map.of("bad", 1));
    assertEquals(List.of("busy", "error", "idle"), failed.order());
    JsonObject error = failed.of("error").getFirst().content();
    assertEquals("java.io.IOException", Json.string(error, "ename", ""));
    assertEquals("bad data", Json.string(error, "evalue", ""));
    assertTrue(error.toString().contains("line 3"), error.toString());
    assertEquals(1, exchange("comm_msg", id, Map.of()).of("comm_msg").size());
  }

  @Test
  void aTargetThatFailsClosesTheComm() throws Exception {
    kernel.ok(
        "Comms.register(\"broken\", (comm, opening) -> { throw new RuntimeException(\"no\"); });");
    String id = newId();
    Cell opened = open("broken", id);
    assertEquals(List.of("busy", "error", "comm_close", "idle"), opened.order());
    assertFalse(comms(Map.of()).contains(id));
    kernel.ok("Comms.unregister(\"broken\");");
    assertEquals(List.of("busy", "comm_close", "idle"), open("broken", id).order());
  }

  @Test
  void anInterruptStopsAHandlerAndTheCommLivesOn() throws Exception {
    kernel.ok(
        """
        Comms.register("endless", (comm, opening) -> comm.onMessage(message -> {
          System.out.println("begun");
          while (message.data().containsKey("loop")) {}
        }));
        """);
    String id = newId();
    var unused = open("endless", id);
    Message loop = send("comm_msg", content(id, Map.of("loop", 1)), Map.of(), List.of());
    kernel.await(
        r -> r.message().parentId().equals(loop.id()) && r.message().type().equals("stream"),
        "output of the handler");
    kernel.interrupt();
    assertEquals(List.of("busy", "stream", "error", "idle"), exchanged(loop).order());
    assertEquals("begun\n", exchange("comm_msg", id, Map.of()).stdout());
    assertEquals("2", kernel.ok("1 + 1").result());
  }

  @Test
  void messagesWithFieldsMissingOrOfWrongTypesDoNoHarm() throws Exception {
    for (String type : List.of("comm_open", "comm_msg", "comm_close")) {
      for (String fields :
          List.of(
              "{}",
              "{\"comm_id\":7,\"data\":[],\"target_name\":\"echo\"}",
              "{\"comm_id\":\"\",\"target_name\":\"echo\",\"data\":1}",
              "{\"comm_id\":\"none\",\"target_name\":[]}")) {
        Cell cell = exchanged(send(type, Json.object(fields), Map.of(), List.of()));
        assertEquals("busy", cell.order().getFirst());
        assertEquals(0, cell.of("error").size(), type + " " + fields);
      }
    }
    assertFalse(comms(Map.of("target_name", 7)).contains("none"));
    assertEquals("2", kernel.ok("1 + 1").result());
  }

  @Test
  void aWorkerProcessIsToldThatItHasNoComms() throws Exception {
    Cell cell =
        kernel.run(
            """
            %%processes --workers 1 n : 1
            Comms.register("worker", (comm, opening) -> {});
            """,
            Map.of("stop_on_error", false));
    assertEquals("error", cell.status());
    assertTrue(cell.traceback().contains("comms can be used"), cell.traceback());
  }
}
