package org.jlanes.runtime.display;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/// A value in several forms, by MIME type, of which the front end picks the richest it can show.
///
/// @param data MIME type to content: a `String` for text, base64 text for binary types; for JSON
///   types (`application/json`, `*+json`) maps, lists, numbers, strings and booleans. Always has
///   `text/plain`.
/// @param metadata per MIME type, for example the width of an image; mostly empty
/// @see <a
///   href="https://jupyter-client.readthedocs.io/en/stable/messaging.html#display-data">Jupyter
///   messaging, display_data</a>
public record MimeBundle(Map<String, Object> data, Map<String, Object> metadata) {
  /// Copies both maps, keeping their order.
  public MimeBundle {
    Objects.requireNonNull(data.get("text/plain"), "a MIME bundle needs text/plain");
    data = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(data));
    metadata = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }

  /// Plain text only.
  public static MimeBundle text(String text) {
    return new MimeBundle(Map.of("text/plain", text), Map.of());
  }

  /// HTML with the plain text that stands for it where HTML cannot be shown.
  public static MimeBundle html(String html, String text) {
    return text(text).with("text/html", html);
  }

  /// This bundle with one more form.
  public MimeBundle with(String mimeType, Object content) {
    Map<String, Object> more = new LinkedHashMap<>(data);
    more.put(mimeType, content);
    return new MimeBundle(more, metadata);
  }

  /// The `text/plain` form.
  public String plain() {
    return String.valueOf(data.get("text/plain"));
  }
}
