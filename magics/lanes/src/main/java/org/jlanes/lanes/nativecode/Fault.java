package org.jlanes.lanes.nativecode;

import java.util.Arrays;
import org.jlanes.runtime.system.Locales;

/// What a caller did wrong, told as an exception whose trace begins at the call: without the frames
/// of the checks and of the generated class.
final class Fault {
  private Fault() {}

  /// An argument that C must not get.
  static IllegalArgumentException of(String function, String message, Object... arguments) {
    return atTheCall(
        new IllegalArgumentException(
            function + ": " + String.format(Locales.NONE, message, arguments)));
  }

  /// Leaves out the frames between the call and here.
  static <E extends Throwable> E atTheCall(E error) {
    error.setStackTrace(
        Arrays.stream(error.getStackTrace())
            .dropWhile(frame ->
                frame.getClassName().startsWith("org.jlanes.")
                    || frame.getClassName().equals("Native")
                    || frame.getClassName().endsWith("$Native"))
            .toArray(StackTraceElement[]::new));
    return error;
  }

  /// The value.
  ///
  /// @throws IllegalArgumentException if it is null
  static <T> T nonNull(String function, String shape, T value) {
    if (value == null) {
      throw of(function, "%s is null", shape);
    }
    return value;
  }
}
