package org.jlanes.wire;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Objects;

/// A Jupyter message, sent or received. The JSON objects must not be changed once the message is
/// made: the header of a request is handed on verbatim as the parent of everything it causes.
///
/// @param identities the routing frames before the delimiter; on iopub the topic
/// @param header `msg_id`, `msg_type`, `session`, … as sent
/// @param parentHeader the header of the message that caused this one, or an empty object
/// @param metadata anything; mostly empty
/// @param content depends on the type
/// @param buffers raw bytes behind the JSON frames; not signed
public record Message(
    List<byte[]> identities,
    JsonObject header,
    JsonObject parentHeader,
    JsonObject metadata,
    JsonObject content,
    List<byte[]> buffers) {
  /// Copies the lists.
  public Message {
    identities = List.copyOf(identities);
    buffers = List.copyOf(buffers);
    Objects.requireNonNull(header);
    Objects.requireNonNull(parentHeader);
    Objects.requireNonNull(metadata);
    Objects.requireNonNull(content);
  }

  /// `header.msg_type`, empty if there is none.
  public String type() {
    return Json.string(header, "msg_type", "");
  }

  /// `header.msg_id`, empty if there is none.
  public String id() {
    return Json.string(header, "msg_id", "");
  }

  /// `parent_header.msg_id`, empty if there is none.
  public String parentId() {
    return Json.string(parentHeader, "msg_id", "");
  }

  /// This message with other metadata and buffers.
  public Message with(JsonObject otherMetadata, List<byte[]> otherBuffers) {
    return new Message(identities, header, parentHeader, otherMetadata, content, otherBuffers);
  }

  /// This message with other routing frames.
  public Message withIdentities(List<byte[]> other) {
    return new Message(other, header, parentHeader, metadata, content, buffers);
  }
}
