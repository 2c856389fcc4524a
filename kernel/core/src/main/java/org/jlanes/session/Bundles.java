package org.jlanes.session;

import com.google.gson.JsonObject;
import org.jlanes.runtime.display.MimeBundle;
import org.jlanes.wire.Json;

/// MIME bundles as message content.
final class Bundles {
  private Bundles() {}

  /// Puts `data` and `metadata` into a content.
  static void addTo(JsonObject content, MimeBundle bundle) {
    content.add("data", Json.of(bundle.data()));
    content.add("metadata", Json.of(bundle.metadata()));
  }
}
