package org.jlanes.runtime.envelope;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jlanes.runtime.envelope.Envelope.Attachment;

/// The attachments that this process has: bytes that classes of the notebook need beside their
/// class files, by digest. In the kernel they are put here when they are made; a worker gets them
/// together with the classes. They stay for as long as the process lives, because a class may be
/// defined again by a new loader at any time.
///
/// One per process. Any thread may call; the arrays must not be changed.
public final class Attachments {
  private static final Map<String, byte[]> KEPT = new ConcurrentHashMap<>();

  private Attachments() {}

  /// Keeps bytes that were made here.
  ///
  /// @return their digest
  public static String keep(byte[] bytes) {
    String digest = Digest.of(bytes);
    KEPT.putIfAbsent(digest, bytes);
    return digest;
  }

  /// Keeps bytes that came from elsewhere.
  ///
  /// @throws IOException if they are not what the digest says
  public static void receive(Attachment attachment) throws IOException {
    String digest = Digest.of(attachment.bytes());
    if (!digest.equals(attachment.digest())) {
      throw new IOException(
          "attachment " + attachment.digest() + " arrived damaged: its digest is " + digest);
    }
    KEPT.putIfAbsent(digest, attachment.bytes());
  }

  /// The bytes with this digest; empty if this process does not have them.
  public static Optional<byte[]> find(String digest) {
    return Optional.ofNullable(KEPT.get(digest));
  }
}
