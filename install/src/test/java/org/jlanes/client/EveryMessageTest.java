package org.jlanes.client;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jlanes.wire.Author;
import org.jlanes.wire.Json;
import org.junit.jupiter.api.Test;

/// That a malformed message fails the test in which it came, and no other.
final class EveryMessageTest {
  private final Logger logger = Logger.getLogger("EveryMessageTest");
  private final EveryMessage check = new EveryMessage(logger);

  private void receive(ChannelName channel, String type, String content) {
    logger.log(
        Level.FINER,
        "{0}",
        new Received(
            channel, new Author("t").message(type, new JsonObject(), Json.object(content))));
  }

  @Test
  void aMalformedMessageFailsItsTest() {
    check.beforeAll(null);
    receive(ChannelName.SHELL, "is_complete_reply", "{\"status\":\"complete\"}");
    check.afterEach(null);
    receive(ChannelName.SHELL, "is_complete_reply", "{\"status\":\"perhaps\"}");
    AssertionError error = assertThrows(AssertionError.class, () -> check.afterEach(null));
    assertTrue(error.getMessage().contains("status is none of"), error.getMessage());
    check.afterEach(null);
    receive(ChannelName.CONTROL, "shutdown_reply", "{}");
    assertThrows(AssertionError.class, () -> check.afterAll(null));
  }
}
