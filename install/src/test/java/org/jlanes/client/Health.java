package org.jlanes.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import org.jlanes.wire.Json;
import org.jlanes.wire.Message;

/// Sees that a kernel is as well after an attack as it was before: it answers on every channel, on
/// connections that were there and on new ones, and holds no more threads and files.
final class Health {
  private final KernelSession kernel;
  private final Vitals before;

  /// Takes the kernel's measure.
  Health(KernelSession kernel) throws Exception {
    this.kernel = kernel;
    warmUp();
    assertAnswersHere();
    assertAnswersAnew();
    before = Vitals.of(kernel.process().handle());
  }

  /// What a kernel opens once, when it is first needed, is no growth: the engine is made while it
  /// answers already, and completion and documentation open files.
  private void warmUp() throws Exception {
    assertEquals("2", kernel.run("1 + 1").result());
    Map<String, Object> place = Map.of("code", "String", "cursor_pos", 6, "detail_level", 0);
    for (String type : List.of("complete_request", "inspect_request")) {
      Message reply = kernel.request(ChannelName.SHELL, type, place);
      assertEquals("ok", Json.string(reply.content(), "status", ""));
    }
  }

  /// The connections that were there before the attack still work.
  void assertAnswersHere() throws Exception {
    for (ChannelName channel : List.of(ChannelName.SHELL, ChannelName.CONTROL)) {
      Message reply = kernel.request(channel, "kernel_info_request", Map.of());
      assertEquals("ok", Json.string(reply.content(), "status", ""));
      kernel.awaitIdle(reply.parentId(), "the idle status of a request on " + channel.text());
    }
    assertTrue(kernel.client().heartbeat(KernelSession.PATIENCE).isPositive());
  }

  /// A client that comes now is served.
  void assertAnswersAnew() throws Exception {
    try (KernelClient other = KernelClient.connect(kernel.process().connection())) {
      // Replies on shell and statuses on iopub.
      assertEquals("ok", Json.string(other.awaitReady(KernelSession.PATIENCE), "status", ""));
      Message reply =
          other.request(
              ChannelName.CONTROL, "kernel_info_request", new JsonObject(), KernelSession.PATIENCE);
      assertEquals("ok", Json.string(reply.content(), "status", ""));
      assertTrue(other.heartbeat(KernelSession.PATIENCE).isPositive());
    }
  }

  /// All of it: answers, and nothing has grown.
  void assertUnhurt() throws Exception {
    assertAnswersHere();
    assertAnswersAnew();
    assertNotGrown();
  }

  /// Connections end a little after the peer has gone, so this asks until they have.
  void assertNotGrown() throws Exception {
    long end = System.nanoTime() + KernelSession.PATIENCE.toNanos();
    Vitals now = Vitals.of(kernel.process().handle());
    while (!now.isBackAt(before)) {
      assertTrue(System.nanoTime() < end, "grown from " + before + " to " + now);
      kernel.client().heartbeat(KernelSession.PATIENCE);
      now = Vitals.of(kernel.process().handle());
    }
  }

  /// What the kernel has logged.
  String log() {
    return kernel.process().log();
  }
}
