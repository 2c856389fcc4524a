package org.jlanes.wire;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.SecureRandom;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import javax.crypto.KeyAgreement;

/// The key pair of an encrypted connection, each key as 40 characters of Z85. The kernel's sockets
/// prove with it that they are the kernel's; clients of the same connection file use it too.
///
/// @see <a href="https://rfc.zeromq.org/spec/26/">CurveZMQ</a>
public record CurveKeys(String publicKey, String secretKey) {
  private static final String CURVE = "X25519";

  /// The x coordinate of the curve's base point: agreeing with it gives the public key.
  private static final BigInteger BASE_POINT = BigInteger.valueOf(9);

  private static final int BYTES = 32;

  /// A new pair.
  public static CurveKeys generate() {
    byte[] secret = new byte[BYTES];
    new SecureRandom().nextBytes(secret);
    return new CurveKeys(Z85.encode(publicOf(secret)), Z85.encode(secret));
  }

  /// Whether a text can be one of the keys.
  static boolean isKey(String text) {
    return Z85.decode(text).filter(bytes -> bytes.length == BYTES).isPresent();
  }

  /// Whether the public key is the one that belongs to the secret key.
  boolean belongTogether() {
    return Z85.encode(publicOf(secretBytes())).equals(publicKey);
  }

  /// The 32 bytes of the public key.
  public byte[] publicBytes() {
    return Z85.decode(publicKey).orElseThrow();
  }

  /// The 32 bytes of the secret key.
  public byte[] secretBytes() {
    return Z85.decode(secretKey).orElseThrow();
  }

  private static byte[] publicOf(byte[] secret) {
    try {
      KeyFactory keys = KeyFactory.getInstance(CURVE);
      KeyAgreement agreement = KeyAgreement.getInstance(CURVE);
      agreement.init(
          keys.generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, secret)));
      agreement.doPhase(
          keys.generatePublic(new XECPublicKeySpec(NamedParameterSpec.X25519, BASE_POINT)), true);
      return agreement.generateSecret();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + CURVE, e);
    }
  }

  /// Without the secret key, which must not get into a log.
  @Override
  public String toString() {
    return "CurveKeys[" + publicKey + "]";
  }
}
