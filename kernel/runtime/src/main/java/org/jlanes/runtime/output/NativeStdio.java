package org.jlanes.runtime.output;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.function.Supplier;
import org.jlanes.runtime.scope.Scope;

/// What C code in this process prints. Any thread.
///
/// C that was compiled for it (`%%native`) says with a [Stamp] in front of each piece whose it is.
/// All other C code prints through the C library's standard output, which keeps text back in blocks
/// of some kilobytes when it is no terminal.
public final class NativeStdio {
  private static volatile boolean used;
  private static volatile Supplier<Stamping> stamping = () -> null;

  private NativeStdio() {}

  /// How native code is to stamp what it prints.
  ///
  /// @param stamp whose mark to use
  /// @param out a descriptor of the pipe that descriptor 1 leads to, as long as nobody leads it
  ///   elsewhere
  /// @param err the same of descriptor 2
  public record Stamping(Stamp stamp, int out, int err) {}

  /// Lets libraries that are loaded from now on stamp what they print.
  ///
  /// @param how asked when one is loaded, so that a process that loads none does not pay for it
  public static void stampWith(Supplier<Stamping> how) {
    stamping = how;
  }

  /// How to stamp, or null where nobody reads stamps.
  public static Stamping stamping() {
    return stamping.get();
  }

  /// The number of the calling thread's output; 0 where it cannot be named.
  public static int outlet() {
    Scope scope = Scope.current();
    return scope == null ? 0 : scope.output().outlet();
  }

  /// Native code that the calling thread has called has printed something.
  public static void printed() {
    Scope scope = Scope.current();
    if (scope != null) {
      scope.output().nativeCodePrinted();
    }
  }

  /// Lets the C library's `printf` write each line when it is complete, and [#flush] the rest.
  public static void bufferLines() {
    if (used || !PosixSystem.available()) {
      return;
    }
    try {
      Posix.bufferLines();
    } catch (IOException e) {
      log(Level.DEBUG, "C's output comes in blocks", e);
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
      log(Level.DEBUG, "C's output could not be written", e);
    }
  }

  /// Looked up when there is something to say: the first logger costs a starting worker
  /// milliseconds.
  private static void log(System.Logger.Level level, String text, Throwable thrown) {
    System.getLogger(NativeStdio.class.getName()).log(level, text, thrown);
  }
}
