package org.jlanes.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jlanes.channels.Channel;
import org.jlanes.channels.KernelChannels;
import org.jlanes.wire.Author;
import org.jlanes.wire.ConnectionFile;
import org.jlanes.wire.Json;
import org.jlanes.wire.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What fails in one request must not keep the thread from the next.
final class RequestQueueTest {
  private final Author author = new Author("test");
  private final KernelChannels channels =
      new KernelChannels(
          new ConnectionFile("127.0.0.1", 1, 2, 3, 4, 5, "", "hmac-sha256", ""), author);
  private final RequestQueue queue = new RequestQueue("test");
  private final CountDownLatch handled = new CountDownLatch(1);
  private final List<Message> replies = new CopyOnWriteArrayList<>();

  @AfterEach
  void end() {
    queue.end();
  }

  private void add(String type, Channel back) {
    Message message = author.message(type, new JsonObject(), new JsonObject());
    assertTrue(queue.add(new Request(message, 1, author, back, channels.iopub())));
  }

  private void start(Handler failing) {
    queue.start(
        new Dispatcher(
            Map.of("bad_request", failing, "good_request", request -> handled.countDown())));
  }

  @Test
  void anAssertionOfTheCompilerIsAnErrorReplyAndTheNextRequestIsHandled() throws Exception {
    add("bad_request", replies::add);
    add("good_request", replies::add);
    start(request -> {
      throw new AssertionError("as javac throws");
    });
    assertTrue(handled.await(30, TimeUnit.SECONDS));
    assertEquals(1, replies.size());
    assertEquals(
        "java.lang.AssertionError", Json.string(replies.getFirst().content(), "ename", ""));
  }

  @Test
  void theReplyAfterAMistakeOfOursHasWhatRepliesOfItsTypeAlwaysHave() throws Exception {
    add("bad_request", replies::add);
    add("good_request", replies::add);
    start(
        new Handler() {
          @Override
          public void handle(Request request) {
            throw new IllegalStateException("fails");
          }

          @Override
          public void complete(JsonObject failed) {
            failed.addProperty("execution_count", 7);
          }
        });
    assertTrue(handled.await(30, TimeUnit.SECONDS));
    assertEquals(7, Json.integer(replies.getFirst().content(), "execution_count", -1));
  }

  @Test
  void anErrorThatEvenTheReplyDiesOfIsSurvived() throws Exception {
    add(
        "bad_request",
        reply -> {
          throw new OutOfMemoryError("as if the heap were full");
        });
    add("good_request", replies::add);
    start(request -> {
      throw new IllegalStateException("fails");
    });
    assertTrue(handled.await(30, TimeUnit.SECONDS));
  }
}
