package org.jlanes.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jlanes.wire.ConnectionFile;

/// Makes frames with a right signature, whatever is in them. Safe for any thread.
final class Forge {
  static final byte[] DELIMITER = "<IDS|MSG>".getBytes(US_ASCII);

  private static final AtomicInteger COUNT = new AtomicInteger();

  private final byte[] key;

  Forge(ConnectionFile connection) {
    key = connection.key().getBytes(UTF_8);
  }

  /// Delimiter, signature and four parts as they are.
  List<byte[]> signed(String header, String parent, String metadata, String content) {
    return signed(
        List.of(
            header.getBytes(UTF_8),
            parent.getBytes(UTF_8),
            metadata.getBytes(UTF_8),
            content.getBytes(UTF_8)));
  }

  /// Delimiter, signature and parts as they are.
  List<byte[]> signed(List<byte[]> parts) {
    List<byte[]> frames = new ArrayList<>();
    frames.add(DELIMITER);
    frames.add(signature(parts));
    frames.addAll(parts);
    return frames;
  }

  /// The signature over some parts.
  byte[] signature(List<byte[]> parts) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      parts.forEach(mac::update);
      return HexFormat.of().formatHex(mac.doFinal()).getBytes(US_ASCII);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// A new message id.
  static String id() {
    return "forged-" + COUNT.incrementAndGet();
  }

  /// A right header.
  static String header(String id, String type) {
    return """
    {"msg_id":"%s","msg_type":"%s","session":"s","username":"u","date":"2026-01-01T00:00:00Z","version":"5.5"}\
    """
        .formatted(id, type);
  }
}
