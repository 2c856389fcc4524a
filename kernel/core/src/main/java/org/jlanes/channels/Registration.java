package org.jlanes.channels;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jlanes.runtime.system.Locales;
import org.jlanes.wire.BadMessageException;
import org.jlanes.wire.ConnectionFile;
import org.jlanes.wire.Handshake;
import org.jlanes.wire.RegistrationFile;

/// The kernel's end of the handshake: tells the launcher the ports that the kernel has chosen and
/// waits until it has them. A kernel whose ports nobody knows must not go on.
public final class Registration {
  /// How long the launcher may take. It waits for nothing else at this time.
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private Registration() {}

  /// Announces where a kernel listens; returns when the launcher has acknowledged. The connection
  /// to the launcher is closed then.
  ///
  /// @throws ChannelException if it does not acknowledge in time, or refuses
  public static void announce(RegistrationFile file, ConnectionFile bound) {
    Handshake handshake = new Handshake(file);
    LinkedBlockingQueue<List<byte[]>> answers = new LinkedBlockingQueue<>();
    // The file has no keys for this socket; the frames are signed, and ports are no secret.
    try (Sockets sockets = new Sockets(Optional.empty());
        Link launcher =
            sockets.connect(
                "registration", Sockets.Kind.DEALER, file.address(), null, answers::add)) {
      launcher.send(handshake.announce(bound));
      List<byte[]> answer = answers.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      if (answer == null) {
        throw new ChannelException(
            String.format(
                Locales.NONE,
                "registered the ports at %s, but nobody acknowledged them within %d s. Is the"
                    + " program that started this kernel still there? Start the kernel again",
                file.address(),
                PATIENCE.toSeconds()));
      }
      handshake.checkAcknowledged(answer);
    } catch (BadMessageException e) {
      throw new ChannelException(
          "registered the ports at %s, but they were not acknowledged: %s. Start the kernel again; the program that starts it must answer ACK, signed with the key of the registration file"
              .formatted(file.address(), e.getMessage()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ChannelException("interrupted while waiting at " + file.address(), e);
    }
  }
}
