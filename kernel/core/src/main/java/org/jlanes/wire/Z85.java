package org.jlanes.wire;

import java.nio.ByteBuffer;
import java.util.Optional;

/// The text form of CURVE keys: five printable characters for four bytes.
///
/// @see <a href="https://rfc.zeromq.org/spec/32/">ZeroMQ Base-85 encoding</a>
final class Z85 {
  private static final String DIGITS =
      "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#";

  private static final int BASE = 85;
  private static final int BYTES = 4;
  private static final int CHARS = 5;
  private static final long LARGEST = 0xffff_ffffL;

  private Z85() {}

  /// The text of bytes whose number is a multiple of four.
  static String encode(byte[] bytes) {
    ByteBuffer from = ByteBuffer.wrap(bytes);
    StringBuilder text = new StringBuilder();
    while (from.hasRemaining()) {
      long value = Integer.toUnsignedLong(from.getInt());
      char[] group = new char[CHARS];
      for (int i = CHARS - 1; i >= 0; i--) {
        group[i] = DIGITS.charAt((int) (value % BASE));
        value /= BASE;
      }
      text.append(group);
    }
    return text.toString();
  }

  /// The bytes of a text; empty if it is not Z85.
  static Optional<byte[]> decode(String text) {
    if (text.length() % CHARS != 0) {
      return Optional.empty();
    }
    ByteBuffer bytes = ByteBuffer.allocate(text.length() / CHARS * BYTES);
    for (int at = 0; at < text.length(); at += CHARS) {
      long value = 0;
      for (int i = at; i < at + CHARS; i++) {
        int digit = DIGITS.indexOf(text.charAt(i));
        if (digit < 0) {
          return Optional.empty();
        }
        value = value * BASE + digit;
      }
      if (value > LARGEST) {
        return Optional.empty();
      }
      bytes.putInt((int) value);
    }
    return Optional.of(bytes.array());
  }
}
