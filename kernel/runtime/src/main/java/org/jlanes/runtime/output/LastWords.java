package org.jlanes.runtime.output;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// Copies output into the server's log before it goes to a cell, since a process that is about to
/// crash may not come to send it: all of standard error, and of standard output what follows the
/// heading of a JVM's crash report. Used by one thread.
final class LastWords {
  private static final String CRASH =
      "# A fatal error has been detected by the Java Runtime Environment";

  private final OutputStream log;
  private boolean copying;

  private LastWords(OutputStream log, boolean copying) {
    this.log = log;
    this.copying = copying;
  }

  /// For standard error.
  static LastWords all(OutputStream log) {
    return new LastWords(log, true);
  }

  /// For standard output.
  static LastWords ofCrashes(OutputStream log) {
    return new LastWords(log, false);
  }

  void write(byte[] bytes, int offset, int length) throws IOException {
    copying |= new String(bytes, offset, length, StandardCharsets.ISO_8859_1).contains(CRASH);
    if (copying) {
      log.write(bytes, offset, length);
    }
  }
}
