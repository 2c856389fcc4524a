package org.jlanes.soak;

import java.util.HashMap;
import java.util.Map;

/// Puts the lines of each request's streams together, which messages may divide anywhere. Used by
/// one thread.
final class LineReader {
  private final Map<String, StringBuilder> begun = new HashMap<>();
  private final Sink sink;

  /// Gets lines.
  @FunctionalInterface
  interface Sink {
    /// A whole line, without its end.
    void line(String parent, String stream, String line);
  }

  LineReader(Sink sink) {
    this.sink = sink;
  }

  /// Text came.
  void add(String parent, String stream, String text) {
    String key = stream + " " + parent;
    StringBuilder before = begun.remove(key);
    String all = before == null ? text : before.append(text).toString();
    int start = 0;
    for (int end = all.indexOf('\n'); end >= 0; end = all.indexOf('\n', start)) {
      sink.line(parent, stream, all.substring(start, end));
      start = end + 1;
    }
    if (start < all.length()) {
      begun.put(key, new StringBuilder(all.substring(start)));
    }
  }
}
