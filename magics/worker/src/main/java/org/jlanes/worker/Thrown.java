package org.jlanes.worker;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jlanes.runtime.envelope.Frame;
import org.jlanes.runtime.envelope.FrameCodec;
import org.jlanes.runtime.envelope.ObjectWriter;
import org.jlanes.runtime.envelope.Payload;
import org.jlanes.runtime.envelope.RemoteFailure;

/// What was thrown, made fit for the journey.
final class Thrown {
  /// Between the user's code and the run's thread.
  private static final Set<String> OURS =
      Set.of(
          WorkerRun.class.getName(),
          "org.jlanes.lanes.process.TaskEntry",
          "org.jlanes.lanes.process.SpmdEntry",
          "org.jlanes.lanes.process.ViewTask",
          "org.jlanes.lanes.LaneContext");

  /// Characters of a message: more than anybody reads.
  private static final int LONGEST_MESSAGE = 1 << 20;

  private Thrown() {}

  /// Describes a failure; frames of the worker's own code are left out. The exception goes along,
  /// or what can be told of it and its causes. Throws nothing that the exception's own methods do.
  static Frame.Failure describe(Throwable thrown) {
    try {
      return described(thrown);
    } catch (RuntimeException | Error e) {
      return new Frame.Failure(
          thrown.getClass().getName(), message(thrown), new StackTraceElement[0], null);
    }
  }

  private static Frame.Failure described(Throwable thrown) {
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Throwable t = thrown; t != null && seen.add(t); t = t.getCause()) {
      t.setStackTrace(withoutOurs(t.getStackTrace()));
    }
    Payload exception = payload(thrown);
    if (exception == null) {
      exception = payload(standIn(thrown, Collections.newSetFromMap(new IdentityHashMap<>())));
    }
    return new Frame.Failure(
        thrown.getClass().getName(), message(thrown), thrown.getStackTrace(), exception);
  }

  private static Payload payload(Throwable thrown) {
    try {
      return fitting(ObjectWriter.write(thrown));
    } catch (IOException | RuntimeException | Error e) {
      return null;
    }
  }

  /// What can be told of an exception that cannot be sent, with its causes as they are where those
  /// can be sent.
  ///
  /// @param told those that stand somewhere already
  private static Throwable standIn(Throwable thrown, Set<Throwable> told) {
    told.add(thrown);
    RemoteFailure standIn =
        new RemoteFailure(
            thrown.getClass().getName(),
            message(thrown),
            thrown.getStackTrace(),
            sendable(thrown.getCause(), told));
    for (Throwable suppressed : thrown.getSuppressed()) {
      Throwable sendable = sendable(suppressed, told);
      if (sendable != null) {
        standIn.addSuppressed(sendable);
      }
    }
    return standIn;
  }

  private static Throwable sendable(Throwable thrown, Set<Throwable> told) {
    if (thrown == null || told.contains(thrown)) {
      return null;
    }
    Payload payload = payload(thrown);
    if (payload == null) {
      return standIn(thrown, told);
    }
    payload.release();
    return thrown;
  }

  /// An exception that is too long for a frame stays here: its message says enough.
  private static Payload fitting(Payload exception) {
    if (exception.size() <= FrameCodec.LONGEST / 2) {
      return exception;
    }
    exception.release();
    return null;
  }

  /// The frames of user code.
  static StackTraceElement[] withoutOurs(StackTraceElement[] frames) {
    for (int i = 0; i < frames.length; i++) {
      if (ours(frames[i])) {
        return Arrays.copyOf(frames, i);
      }
    }
    return frames;
  }

  private static boolean ours(StackTraceElement frame) {
    return OURS.contains(frame.getClassName());
  }

  private static String message(Throwable thrown) {
    try {
      String message = thrown.getMessage();
      return message == null || message.length() <= LONGEST_MESSAGE
          ? message
          : message.substring(0, LONGEST_MESSAGE - 1) + "…";
    } catch (RuntimeException | Error e) {
      return "(its getMessage threw " + e.getClass().getName() + ")";
    }
  }
}
