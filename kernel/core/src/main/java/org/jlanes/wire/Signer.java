package org.jlanes.wire;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Computes and checks the HMAC over the JSON frames of a message. With an empty key messages are
/// not signed. Safe for any thread.
final class Signer {
  private final String algorithm;
  private final byte[] key;

  private Signer(String algorithm, byte[] key) {
    this.algorithm = algorithm;
    this.key = key;
  }

  /// A signer for a connection's key and `signature_scheme`.
  static Signer of(String scheme, String key) {
    String algorithm =
        algorithm(scheme).orElseThrow(() -> new IllegalArgumentException("scheme " + scheme));
    return new Signer(algorithm, key.getBytes(StandardCharsets.UTF_8));
  }

  /// The JCA name for `hmac-<digest>`, if this Java has it: `hmac-sha256` is `HmacSHA256`,
  /// `hmac-sha3_256` is `HmacSHA3-256`.
  static Optional<String> algorithm(String scheme) {
    if (!scheme.startsWith("hmac-")) {
      return Optional.empty();
    }
    String digest = scheme.substring("hmac-".length()).toUpperCase(Locale.ROOT);
    String name = "Hmac" + (digest.startsWith("SHA3_") ? digest.replace('_', '-') : digest);
    try {
      Mac.getInstance(name);
      return Optional.of(name);
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  boolean signs() {
    return key.length > 0;
  }

  /// The signature in lower-case hex, or the empty string without a key.
  String sign(List<byte[]> frames) {
    if (!signs()) {
      return "";
    }
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(key, algorithm));
      frames.forEach(mac::update);
      return HexFormat.of().formatHex(mac.doFinal());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(algorithm + " was there before", e);
    }
  }

  /// Checks a signature, in a time that says nothing of the right one.
  ///
  /// @throws BadMessageException if it is missing or wrong; never without a key
  void check(byte[] signature, List<byte[]> frames) throws BadMessageException {
    if (!signs()) {
      return;
    }
    if (signature.length == 0) {
      throw new BadMessageException("the message is not signed");
    }
    if (!MessageDigest.isEqual(sign(frames).getBytes(StandardCharsets.US_ASCII), signature)) {
      throw new BadMessageException("wrong signature");
    }
  }
}
