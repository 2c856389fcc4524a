package org.jlanes.client;

import com.google.gson.JsonObject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jlanes.wire.Json;
import org.jlanes.wire.Message;

/// The frame of each request as one client sees it: one busy, one idle, one reply, and after idle
/// nothing but what threads may still show. Forged requests are left alone. Guarded by its
/// [Transcript].
final class Frames {
  /// What threads that outlive their cell may publish.
  private static final Set<String> LATE =
      Set.of(
          "stream",
          "display_data",
          "update_display_data",
          "clear_output",
          "comm_open",
          "comm_msg",
          "comm_close");

  /// What a cell may publish, besides, that goes on in the background.
  private static final Set<String> LATE_IN_THE_BACKGROUND = Set.of("execute_result", "error");

  private final Map<String, Set<String>> states = new HashMap<>();
  private final Set<String> replied = new HashSet<>();
  private final Set<String> background = new HashSet<>();

  /// What a message does that it must not; empty if nothing.
  List<String> violations(Received received) {
    Message message = received.message();
    String parent = message.parentId();
    if (!isOfAClient(message.parentHeader())) {
      return List.of();
    }
    return switch (received.channel()) {
      case IOPUB -> published(message, parent);
      case SHELL, CONTROL ->
          replied.add(parent) ? List.of() : List.of("a second reply" + of(message));
      case STDIN -> List.of();
    };
  }

  /// Ids of clients are unique; forged requests use theirs on several channels.
  private static boolean isOfAClient(JsonObject parentHeader) {
    String session = Json.string(parentHeader, "session", "");
    return session.length() > 1
        && Json.string(parentHeader, "msg_id", "").startsWith(session + "_");
  }

  private List<String> published(Message message, String parent) {
    Set<String> seen = states.computeIfAbsent(parent, each -> new HashSet<>());
    boolean over = seen.contains("idle");
    if (message.type().equals("status")) {
      String state = Json.string(message.content(), "execution_state", "");
      boolean first = seen.add(state);
      return first && !over ? List.of() : List.of(state + " twice or after idle" + of(message));
    }
    if (message.type().equals("execute_input")
        && Json.string(message.content(), "code", "").startsWith("%%background")) {
      background.add(parent);
    }
    boolean late =
        LATE.contains(message.type())
            || background.contains(parent) && LATE_IN_THE_BACKGROUND.contains(message.type());
    return !over || late ? List.of() : List.of("after idle: " + of(message));
  }

  private static String of(Message message) {
    return " (" + message.type() + " of " + message.parentHeader() + ": " + message.content() + ")";
  }
}
