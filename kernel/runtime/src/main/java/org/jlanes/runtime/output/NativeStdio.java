package org.jlanes.runtime.output;

import java.io.IOException;
import java.lang.System.Logger.Level;

/// The standard output of C code in this process. C keeps it back in blocks of some kilobytes when
/// it is no terminal. Any thread.
public final class NativeStdio {
  private static final System.Logger LOG = System.getLogger(NativeStdio.class.getName());
  private static volatile boolean used;

  private NativeStdio() {}

  /// Lets `printf` write each line when it is complete, and [#flush] the rest.
  public static void bufferLines() {
    if (used || !PosixSystem.available()) {
      return;
    }
    try {
      Posix.bufferLines();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "C's output comes in blocks", e);
    }
    used = true;
  }

  /// Writes out what C has kept back. Does nothing before [#bufferLines], so that a process that
  /// uses no C does not pay for it.
  public static void flush() {
    if (!used) {
      return;
    }
    try {
      Posix.flushStdout();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "C's output could not be written", e);
    }
  }
}
