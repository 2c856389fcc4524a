package org.jlanes.lanes.process;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// The end of what a worker has written to standard error, for who has to say why it died. Its
/// monitor guards it; any thread may use it.
final class LastLines {
  /// Bytes that are certainly kept.
  private static final int KEPT = 4096;

  private static final int LINES = 5;
  private static final int LONGEST = 300;

  private final byte[] bytes = new byte[2 * KEPT];
  private int length;

  /// More has been written.
  synchronized void add(byte[] from, int offset, int count) {
    int n = Math.min(count, KEPT);
    if (length + n > bytes.length) {
      System.arraycopy(bytes, length - KEPT, bytes, 0, KEPT);
      length = KEPT;
    }
    System.arraycopy(from, offset + count - n, bytes, length, n);
    length += n;
  }

  /// What comes from now on has to do with something else.
  synchronized void clear() {
    length = 0;
  }

  /// The last lines that are not blank, oldest first; each cut to a readable length.
  List<String> get() {
    String text;
    synchronized (this) {
      text = new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
    List<String> lines =
        text.lines().map(line -> line.replaceAll("\\p{Cntrl}+", " ").strip()).toList();
    lines = lines.stream().filter(line -> !line.isEmpty()).map(LastLines::cut).toList();
    return lines.subList(Math.max(0, lines.size() - LINES), lines.size());
  }

  private static String cut(String line) {
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
  }
}
