package org.jlanes.runtime.comm;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What travels over a comm, in either direction. Immutable, as far as its values are.
///
/// @param data what the two sides have to say. Received: maps, lists, strings, booleans, `Long`,
///   `Double` (`BigInteger` where a `Long` is too small) and null. To be sent also arrays and other
///   numbers; anything else is sent as its `toString()`
/// @param metadata about the data; mostly empty
/// @param buffers raw bytes beside the data, read-only; each call gives buffers with a position of
///   their own, in big-endian order as ever (typed arrays of front ends are mostly little-endian)
public record CommMessage(
    Map<String, Object> data, Map<String, Object> metadata, List<ByteBuffer> buffers) {
  /// Copies the maps and the list, not the bytes: those may not change until they were sent.
  public CommMessage {
    data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    buffers = buffers.stream().map(ByteBuffer::asReadOnlyBuffer).toList();
  }

  /// A message without metadata and buffers.
  public static CommMessage of(Map<String, ?> data) {
    return new CommMessage(Collections.unmodifiableMap(data), Map.of(), List.of());
  }

  /// This message with other metadata.
  public CommMessage withMetadata(Map<String, ?> other) {
    return new CommMessage(data, Collections.unmodifiableMap(other), buffers);
  }

  /// This message with one buffer more.
  public CommMessage withBuffer(byte[] bytes) {
    return withBuffer(ByteBuffer.wrap(bytes));
  }

  /// This message with one buffer more: the bytes from its position to its limit.
  public CommMessage withBuffer(ByteBuffer buffer) {
    List<ByteBuffer> more = new ArrayList<>(buffers);
    more.add(buffer.slice());
    return new CommMessage(data, metadata, more);
  }

  @Override
  public List<ByteBuffer> buffers() {
    return buffers.stream().map(ByteBuffer::duplicate).toList();
  }

  /// A copy of the bytes of a buffer.
  ///
  /// @throws IndexOutOfBoundsException if there is no such buffer
  public byte[] bytes(int index) {
    ByteBuffer buffer = buffers.get(index).duplicate();
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }
}
