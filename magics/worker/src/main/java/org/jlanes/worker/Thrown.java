package org.jlanes.worker;

import java.io.IOException;
import java.util.Arrays;
import org.jlanes.runtime.envelope.Frame;
import org.jlanes.runtime.envelope.ObjectWriter;
import org.jlanes.runtime.envelope.Payload;

/// What was thrown, made fit for the journey.
final class Thrown {
  private Thrown() {}

  /// Describes a failure; frames of the worker's own code are left out. The exception goes along
  /// where it can be serialized.
  static Frame.Failure describe(Throwable thrown) {
    StackTraceElement[] frames = thrown.getStackTrace();
    int end = frames.length;
    for (int i = 0; i < frames.length; i++) {
      if (ours(frames[i])) {
        end = i;
        break;
      }
    }
    StackTraceElement[] trace = Arrays.copyOf(frames, end);
    thrown.setStackTrace(trace);
    Payload exception;
    try {
      exception = ObjectWriter.write(thrown);
    } catch (IOException | RuntimeException | StackOverflowError e) {
      exception = null;
    }
    return new Frame.Failure(thrown.getClass().getName(), message(thrown), trace, exception);
  }

  private static boolean ours(StackTraceElement frame) {
    return frame.getClassName().startsWith("org.jlanes.worker.")
        || frame.getClassName().startsWith("org.jlanes.lanes.process.TaskEntry")
        || frame.getClassName().startsWith("org.jlanes.lanes.LaneContext");
  }

  private static String message(Throwable thrown) {
    try {
      return thrown.getMessage();
    } catch (RuntimeException | StackOverflowError e) {
      return "(its getMessage threw " + e.getClass().getName() + ")";
    }
  }
}
