package org.jlanes.lanes.process;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jlanes.runtime.envelope.Payload;

/// A SHA-256 over a sequence of parts, each with its length, so that no two sequences are the same
/// to it. For one thread; used once.
final class KeyHash {
  private static final int BUFFER = 64 * 1024;

  private final MessageDigest digest;

  KeyHash() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  KeyHash text(String text) {
    return bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  KeyHash number(long number) {
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(number).flip());
    return this;
  }

  KeyHash bytes(byte[] bytes) {
    number(bytes.length);
    digest.update(bytes);
    return this;
  }

  /// The stream and the arrays beside it.
  KeyHash payload(Payload payload) {
    bytes(payload.stream());
    number(payload.blocks().size());
    payload.blocks().forEach(this::block);
    return this;
  }

  private void block(MemorySegment block) {
    number(block.byteSize());
    byte[] buffer = new byte[(int) Math.min(BUFFER, block.byteSize())];
    for (long at = 0; at < block.byteSize(); at += buffer.length) {
      int n = (int) Math.min(buffer.length, block.byteSize() - at);
      MemorySegment.copy(block, ValueLayout.JAVA_BYTE, at, buffer, 0, n);
      digest.update(buffer, 0, n);
    }
  }

  /// The digest of all parts: 64 small hexadecimal digits.
  String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
