package org.jlanes.session;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// Decodes UTF-8 that comes in pieces which may end in the middle of a character. Bytes that are no
/// UTF-8 become U+FFFD. Not thread-safe.
final class TextDecoder {
  private static final int LONGEST_CHARACTER = 4;

  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);

  /// The start of a character whose other bytes have not come yet.
  private byte[] rest = new byte[0];

  /// The characters that are complete with these bytes.
  String decode(byte[] bytes, int offset, int length) {
    ByteBuffer in = ByteBuffer.allocate(rest.length + length);
    in.put(rest).put(bytes, offset, length).flip();
    CharBuffer out = CharBuffer.allocate(in.remaining() + LONGEST_CHARACTER);
    decoder.decode(in, out, false);
    rest = new byte[in.remaining()];
    in.get(rest);
    return out.flip().toString();
  }

  /// Whether the last bytes were the beginning of a character.
  boolean inCharacter() {
    return rest.length > 0;
  }

  /// What is left when nothing more comes: U+FFFD for an incomplete character, or nothing.
  String end() {
    CharBuffer out = CharBuffer.allocate(2 * LONGEST_CHARACTER);
    decoder.decode(ByteBuffer.wrap(rest), out, true);
    decoder.flush(out);
    decoder.reset();
    rest = new byte[0];
    return out.flip().toString();
  }
}
