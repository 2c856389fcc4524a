package org.jlanes.lanes;

import java.util.Objects;
import org.jlanes.runtime.envelope.Hindrance;

/// Value or failure of one item, with where and when it ran.
///
/// @param index the item's position in the source, from 0
/// @param value the result; null if it failed (or is null)
/// @param failure what the body threw, or null
/// @param worker name of the thread or process that ran it, for example `worker 2 (pid 4711)`
/// @param attempts how often it was started; more than 1 after a retry, 0 if it was stopped before
///   that
/// @param timing when what happened
public record Outcome<R>(
    int index, R value, Throwable failure, String worker, int attempts, ItemTiming timing) {
  /// Whether the body returned normally.
  public boolean succeeded() {
    return failure == null;
  }

  /// The failure in words, or an empty text.
  public String failureText() {
    return failure == null ? "" : describe(failure);
  }

  /// What `toString` says of an exception, or its class where that throws: exceptions of notebooks
  /// and of worker processes may do anything. The notebook's classes are named as the notebook
  /// does, those of the lanes without their package.
  public static String describe(Throwable thrown) {
    String text;
    try {
      text = Objects.requireNonNullElse(thrown.toString(), thrown.getClass().getName());
    } catch (RuntimeException | Error e) {
      text = thrown.getClass().getName();
    }
    String ours = Outcome.class.getPackageName();
    String name = thrown.getClass().getName();
    return Hindrance.readable(
        name.startsWith(ours + ".") && text.startsWith(name)
            ? text.substring(name.lastIndexOf('.') + 1)
            : text);
  }
}
