package org.jlanes.channels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.jlanes.wire.ConnectionFile;
import org.junit.jupiter.api.Test;

final class RegistrationTest {
  private static final ConnectionFile BOUND =
      new ConnectionFile("127.0.0.1", 1, 2, 3, 4, 5, "secret", "hmac-sha256", "jlanes");

  /// JeroMQ forgets one of some thirty connections over which something is sent at once.
  @Test
  void noneOfAHundredKernelsIsForgotten() {
    for (int i = 0; i < 100; i++) {
      try (RegistrationSocket launcher =
          new RegistrationSocket("kernel " + i, BOUND.at(0, 0, 0, 0, 0))) {
        Registration.announce(launcher.file(), BOUND);
        assertEquals(BOUND, launcher.announced().join());
      }
    }
  }
}
