package org.jlanes.runtime.output;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jlanes.runtime.system.Locales;

/// What native code puts in front of text in a pipe to say whose it is, and what shows in a pipe
/// how far it has been read. A stamp is a mark that nobody writes by chance, `t` for text or `s`
/// for the latter, the number of the output
/// ([CellOutput#outlet][org.jlanes.runtime.scope.CellOutput#outlet]) or of the settlement in eight
/// hexadecimal digits, and the length of the text behind it in four. Both together are at most as
/// long as what a pipe takes in one piece, so that nobody's text comes in between. What has no
/// stamp is nobody's.
///
/// The same syntax is written by the C of `%%native` cells. Immutable.
public final class Stamp {
  /// Bytes of the mark.
  private static final int MARK = 17;

  /// Bytes of a stamp.
  static final int LENGTH = MARK + 13;

  private static final int LONGEST_TEXT = 4096;

  private final byte[] mark;

  /// Takes the parts of a stream. The bytes are good for the time of the call.
  public interface Reader {
    /// Text of an output, or of nobody (0).
    void text(int outlet, byte[] bytes, int from, int length);

    /// All that was written before a settlement has been read.
    default void settled(int number) {}
  }

  private Stamp(UUID secret) {
    mark =
        String.format(Locales.NONE, "\u001f%016x", secret.getMostSignificantBits())
            .getBytes(StandardCharsets.US_ASCII);
  }

  /// Stamps with a new mark.
  static Stamp random() {
    return new Stamp(UUID.randomUUID());
  }

  /// Stamps for two processes that share a secret, which cannot be found out from the mark.
  public static Stamp sharedBy(String secret) {
    return new Stamp(UUID.nameUUIDFromBytes(secret.getBytes(StandardCharsets.UTF_8)));
  }

  /// The mark; ASCII.
  public byte[] mark() {
    return mark.clone();
  }

  /// What is to be written to learn how far has been read.
  byte[] settlement(int number) {
    return (new String(mark, StandardCharsets.US_ASCII)
            + String.format(Locales.NONE, "s%08x0000", number))
        .getBytes(StandardCharsets.US_ASCII);
  }

  /// Takes apart what has been read. An incomplete part at the end is left for the next time, when
  /// more has been read.
  ///
  /// @param have how many bytes of the buffer; it must hold more than one piece of a pipe
  /// @return how many of them have been given to the reader
  public int read(byte[] buffer, int have, Reader reader) {
    int done = 0;
    int from = 0;
    while (true) {
      int at = find(buffer, from, have);
      if (have - at < LENGTH) {
        int text = at < have ? at : StreamPump.wholeCharacters(buffer, have);
        return plain(buffer, done, Math.max(done, text), reader);
      }
      int number = hexadecimal(buffer, at + MARK + 1, 8);
      int length = hexadecimal(buffer, at + MARK + 9, 4);
      if (!valid(buffer[at + MARK], number, length)) {
        from = at + 1;
        continue;
      }
      if (have - at - LENGTH < length) {
        return plain(buffer, done, at, reader);
      }
      plain(buffer, done, at, reader);
      if (buffer[at + MARK] == 's') {
        reader.settled(number);
      } else {
        reader.text(number, buffer, at + LENGTH, length);
      }
      done = at + LENGTH + length;
      from = done;
    }
  }

  private static boolean valid(byte kind, int number, int length) {
    return switch (kind) {
      case 's' -> number > 0 && length == 0;
      case 't' -> number > 0 && length <= LONGEST_TEXT && length >= 0;
      default -> false;
    };
  }

  private static int plain(byte[] buffer, int from, int to, Reader reader) {
    if (from < to) {
      reader.text(0, buffer, from, to - from);
    }
    return to;
  }

  /// Where the next mark begins, or what may be one that has not been read to its end, or `have`.
  private int find(byte[] buffer, int from, int have) {
    for (int i = from; i < have; i++) {
      if (buffer[i] == mark[0] && begins(buffer, i, Math.min(MARK, have - i))) {
        return i;
      }
    }
    return have;
  }

  private boolean begins(byte[] buffer, int at, int length) {
    for (int i = 1; i < length; i++) {
      if (buffer[at + i] != mark[i]) {
        return false;
      }
    }
    return true;
  }

  /// The value of some digits, or -1.
  private static int hexadecimal(byte[] buffer, int at, int digits) {
    long value = 0;
    for (int i = at; i < at + digits; i++) {
      int digit = Character.digit(buffer[i], 16);
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value > Integer.MAX_VALUE ? -1 : (int) value;
  }
}
