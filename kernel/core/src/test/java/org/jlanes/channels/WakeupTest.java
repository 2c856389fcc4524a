package org.jlanes.channels;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

final class WakeupTest {
  @Test
  void whoRingsAThreadThatHasJustEndedIsNotToldOff() throws Exception {
    Wakeup wakeup = new Wakeup();
    wakeup.close();
    assertDoesNotThrow(wakeup::ring);
    assertFalse(wakeup.channel().isOpen());
  }

  @Test
  void manyRingsAreAnsweredAtOnce() throws Exception {
    try (Wakeup wakeup = new Wakeup()) {
      wakeup.ring();
      wakeup.ring();
      wakeup.answer();
      // Nothing is left: a poll would wait again.
      assertFalse(wakeup.channel().read(ByteBuffer.allocate(1)) > 0);
    }
  }
}
