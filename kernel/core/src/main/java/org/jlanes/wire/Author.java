package org.jlanes.wire;

import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/// Who writes the messages of one process: gives them unique ids and a common session. Safe for any
/// thread.
public final class Author {
  /// The version of the messaging protocol in every header.
  public static final String PROTOCOL_VERSION = "5.5";

  private final String session = UUID.randomUUID().toString();
  private final AtomicLong count = new AtomicLong();
  private final String username;

  /// An author with a new session id.
  public Author(String username) {
    this.username = username;
  }

  /// The session id in every header.
  public String session() {
    return session;
  }

  /// A message without routing frames, metadata and buffers.
  ///
  /// @param parentHeader the header of the message that causes this one; may be empty
  public Message message(String type, JsonObject parentHeader, JsonObject content) {
    JsonObject header = new JsonObject();
    header.addProperty("msg_id", session + "_" + count.incrementAndGet());
    header.addProperty("msg_type", type);
    header.addProperty("session", session);
    header.addProperty("username", username);
    header.addProperty("date", Instant.now().toString());
    header.addProperty("version", PROTOCOL_VERSION);
    return new Message(List.of(), header, parentHeader, new JsonObject(), content, List.of());
  }
}
