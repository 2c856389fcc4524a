package org.jlanes.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.jlanes.wire.Json;
import org.jlanes.wire.Message;
import org.junit.jupiter.api.Test;

/// That the check of all messages finds what is wrong.
final class FramesTest {
  private final Frames frames = new Frames();

  private int add(ChannelName channel, String type, String content) {
    Message message =
        new org.jlanes.wire.Author("test")
            .message(
                type,
                Json.object("{\"session\":\"of a client\",\"msg_id\":\"of a client_1\"}"),
                Json.object(content));
    return frames.violations(new Received(channel, message)).size();
  }

  private int status(String state) {
    return add(ChannelName.IOPUB, "status", "{\"execution_state\":\"" + state + "\"}");
  }

  private int cell(String code) {
    int busy = status("busy");
    int input = add(ChannelName.IOPUB, "execute_input", "{\"code\":\"" + code + "\"}");
    int reply = add(ChannelName.SHELL, "execute_reply", "{}");
    return busy + input + reply + status("idle");
  }

  @Test
  void aCellWithLateOutputIsRight() {
    assertEquals(0, cell("1"));
    assertEquals(0, add(ChannelName.IOPUB, "stream", "{}"));
    assertEquals(0, add(ChannelName.IOPUB, "update_display_data", "{}"));
  }

  @Test
  void whatComesTwiceOrTooLateIsFound() {
    assertEquals(0, cell("1"));
    assertEquals(1, status("idle"));
    assertEquals(1, status("busy"));
    assertEquals(1, add(ChannelName.SHELL, "execute_reply", "{}"));
    for (String type : List.of("execute_result", "error", "execute_input")) {
      assertEquals(1, add(ChannelName.IOPUB, type, "{}"), type);
    }
  }

  @Test
  void theResultOfABackgroundCellIsNotTooLate() {
    assertEquals(0, cell("%%background"));
    assertEquals(0, add(ChannelName.IOPUB, "execute_result", "{}"));
    assertEquals(0, add(ChannelName.IOPUB, "error", "{}"));
    assertEquals(1, status("idle"));
  }
}
