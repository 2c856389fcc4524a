package org.jlanes.channels;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jlanes.wire.Author;
import org.jlanes.wire.Codec;
import org.jlanes.wire.ConnectionFile;
import org.jlanes.wire.Json;
import org.jlanes.wire.Message;
import org.junit.jupiter.api.Test;

final class IoPubTest {
  private static final ConnectionFile CONNECTION =
      new ConnectionFile("127.0.0.1", 1, 2, 3, 4, 5, "", "hmac-sha256", "");

  private final Author author = new Author("test");
  private final Codec codec = Codec.of(CONNECTION);

  /// Stands still, so that nothing is ever late.
  private final IoPub iopub = new IoPub(author, codec::encode, () -> 0);

  private final Outbox outbox = iopub.outbox();
  private final JsonObject first = parent("1");
  private final JsonObject second = parent("2");

  private static JsonObject parent(String id) {
    JsonObject header = new JsonObject();
    header.addProperty("msg_id", id);
    return header;
  }

  private void print(JsonObject parent, String stream, String text) {
    iopub.awaitRoom(() -> {});
    iopub.stream(parent, stream, text);
  }

  private List<String> sent() throws Exception {
    List<String> all = new ArrayList<>();
    for (List<byte[]> frames = outbox.next(); frames != null; frames = outbox.next()) {
      Message m = codec.decode(frames);
      all.add(
          m.type().equals("stream")
              ? m.parentId()
                  + " "
                  + Json.string(m.content(), "name", "")
                  + " "
                  + Json.string(m.content(), "text", "")
              : m.type());
    }
    return all;
  }

  @Test
  void textThatFollowsTextWaitsAndJoinsIt() throws Exception {
    print(first, "stdout", "a");
    assertNull(outbox.next());
    long wait = outbox.waitMillis();
    assertTrue(wait > 0 && wait <= IoPub.DELAY_MILLIS + 1, wait + " ms");
    print(first, "stdout", "b");
    iopub.flush();
    assertEquals(List.of("1 stdout ab"), sent());
    assertEquals(-1, outbox.waitMillis());
  }

  @Test
  void textThatDoesNotFitIntoAFullHeapAtOnceIsSentLater() throws Exception {
    AtomicBoolean full = new AtomicBoolean(true);
    IoPub tight =
        new IoPub(
            author,
            message -> {
              if (full.getAndSet(false)) {
                throw new OutOfMemoryError("a test's");
              }
              return codec.encode(message);
            });
    Outbox box = tight.outbox();
    tight.stream(first, "stdout", "a");
    tight.stream(first, "stderr", "b");
    assertThrows(OutOfMemoryError.class, box::next);
    assertTrue(box.waitMillis() > 0, "not at once: the heap is still full");
    List<String> texts = new ArrayList<>();
    tight.flush();
    for (List<byte[]> frames = box.next(); frames != null; frames = box.next()) {
      texts.add(Json.string(codec.decode(frames).content(), "text", ""));
    }
    assertEquals(List.of("a", "b"), texts);
  }

  @Test
  void linesThatChangeBetweenTheStreamsCountAsWhatTheyTake() {
    for (int i = 0; i < IoPub.LIMIT / IoPub.ENTRY / 2 + 1; i++) {
      iopub.stream(first, "stdout", "a");
      iopub.stream(first, "stderr", "b");
    }
    Thread.currentThread().interrupt();
    assertThrows(
        IllegalStateException.class,
        () ->
            iopub.awaitRoom(() -> {
              throw new IllegalStateException("no room");
            }));
    assertTrue(Thread.interrupted());
  }

  @Test
  void anythingElseSendsTheTextBeforeIt() throws Exception {
    print(first, "stdout", "a");
    iopub.publish(author.message("status", first, new JsonObject()));
    assertEquals(List.of("1 stdout a", "status"), sent());
  }

  @Test
  void streamsAndCellsKeepTheirOrder() throws Exception {
    print(first, "stdout", "a");
    print(first, "stderr", "b");
    print(first, "stdout", "c");
    print(second, "stdout", "d");
    iopub.flush();
    assertEquals(List.of("1 stdout a", "1 stderr b", "1 stdout c", "2 stdout d"), sent());
  }

  @Test
  void aFullChunkIsSentWithoutWaiting() throws Exception {
    print(first, "stdout", "x".repeat(IoPub.CHUNK));
    assertEquals(0, outbox.waitMillis());
    assertEquals(1, sent().size());
  }

  @Test
  void aPrinterBlocksWhileTooMuchWaitsAndGoesOnWhenThereIsRoom() throws Exception {
    print(first, "stdout", "x".repeat((int) IoPub.LIMIT + 1));
    CompletableFuture<Void> blocked = CompletableFuture.runAsync(() -> print(first, "stderr", "y"));
    awaitBlocked(blocked);
    // Statuses are never held back.
    iopub.publish(author.message("status", first, new JsonObject()));
    List<String> all = new ArrayList<>(sent());
    blocked.get(60, TimeUnit.SECONDS);
    iopub.flush();
    all.addAll(sent());
    assertEquals(List.of("status", "1 stderr y"), all.subList(1, all.size()));
  }

  @Test
  void aBlockedPrinterOfACancelledCellGivesUp() throws Exception {
    print(first, "stdout", "x".repeat((int) IoPub.LIMIT + 1));
    CompletableFuture<Thread> printer = new CompletableFuture<>();
    CompletableFuture<Throwable> ended = new CompletableFuture<>();
    Thread thread =
        Thread.ofPlatform()
            .start(() -> {
              printer.complete(Thread.currentThread());
              try {
                iopub.awaitRoom(() -> {
                  throw new IllegalStateException("cancelled");
                });
                ended.complete(null);
              } catch (IllegalStateException e) {
                ended.complete(e);
              }
            });
    printer.get(60, TimeUnit.SECONDS).interrupt();
    assertEquals("cancelled", ended.get(60, TimeUnit.SECONDS).getMessage());
    thread.join();
  }

  @Test
  void whoGivesAMessageThatCannotBeWrittenLearnsOfItAndTheNextIsSent() throws Exception {
    JsonObject deep = new JsonObject();
    for (int i = 0; i < 1_000_000; i++) {
      JsonObject outer = new JsonObject();
      outer.add("in", deep);
      deep = outer;
    }
    Message impossible = author.message("display_data", first, deep);
    assertThrows(StackOverflowError.class, () -> iopub.publish(impossible));
    assertThrows(StackOverflowError.class, () -> iopub.display(impossible, () -> {}));
    iopub.publish(author.message("status", first, new JsonObject()));
    assertEquals(List.of("status"), sent());
  }

  @Test
  void aSubscriberIsWelcomedUnderItsOwnTopic() throws Exception {
    iopub.receive(List.of("\u0001kernel.x".getBytes(UTF_8)));
    List<byte[]> frames = outbox.next();
    assertEquals("kernel.x", new String(frames.getFirst(), UTF_8));
    Message welcome = codec.decode(frames);
    assertEquals("iopub_welcome", welcome.type());
    assertEquals("kernel.x", Json.string(welcome.content(), "subscription", ""));
  }

  @Test
  void aSubscriberOfEverythingIsWelcomedUnderTheEmptyTopic() throws Exception {
    iopub.receive(List.of(new byte[] {1}));
    List<byte[]> frames = outbox.next();
    assertEquals(0, frames.getFirst().length);
    assertEquals("", Json.string(codec.decode(frames).content(), "subscription", null));
  }

  @Test
  void aTopicThatIsNoTextComesBackAsItWas() throws Exception {
    byte[] topic = {(byte) 0xff, 0, (byte) 0xfe};
    iopub.receive(List.of(new byte[] {1, topic[0], topic[1], topic[2]}));
    assertArrayEquals(topic, outbox.next().getFirst());
  }

  @Test
  void unsubscribingAndGarbageFromASubscriberAreIgnored() {
    iopub.receive(List.of("\u0000kernel.x".getBytes(UTF_8)));
    iopub.receive(List.of(new byte[0]));
    iopub.receive(List.of("garbage".getBytes(UTF_8)));
    assertNull(outbox.next());
  }

  private static void awaitBlocked(CompletableFuture<Void> printing) {
    assertThrows(
        java.util.concurrent.TimeoutException.class,
        () -> printing.get(200, TimeUnit.MILLISECONDS));
  }
}
