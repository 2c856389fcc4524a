package org.jlanes.lanes;

import java.util.concurrent.Callable;

/// A source and what is to be done with each of its items, not yet run: what a lane magic makes of
/// its header and body.
///
/// @param source opens the source; null if the body is to run once on each worker
/// @param task the body
/// @param <T> the items
/// @param <R> the results
public record LaneBody<T, R>(Callable<Source<T>> source, Task<T, R> task) {
  /// Begins a body over the items of a source.
  public static <T> Start<T> over(Callable<Source<T>> source) {
    return new Start<>(source);
  }

  /// Begins a body that runs once on each worker; its item is the worker's number.
  public static Start<Integer> onEachWorker() {
    return new Start<>(null);
  }

  /// A source that waits for its body. The methods differ in the type of the results only: those
  /// for primitive types let the compiler widen what the body returns.
  ///
  /// @param source opens the source; null for none
  public record Start<T>(Callable<Source<T>> source) {
    /// A body with a value.
    public <R> LaneBody<T, R> value(Task<T, R> task) {
      return new LaneBody<>(source, task);
    }

    /// A body without a value.
    public LaneBody<T, Void> action(Action<T> action) {
      return value(new ActionTask<>(action));
    }

    /// A body with a primitive value.
    public LaneBody<T, Boolean> booleanValue(Primitive.OfBoolean<T> body) {
      return value(new Primitive.BooleanTask<>(body));
    }

    /// A body with a primitive value.
    public LaneBody<T, Byte> byteValue(Primitive.OfByte<T> body) {
      return value(new Primitive.ByteTask<>(body));
    }

    /// A body with a primitive value.
    public LaneBody<T, Short> shortValue(Primitive.OfShort<T> body) {
      return value(new Primitive.ShortTask<>(body));
    }

    /// A body with a primitive value.
    public LaneBody<T, Character> charValue(Primitive.OfChar<T> body) {
      return value(new Primitive.CharTask<>(body));
    }

    /// A body with a primitive value.
    public LaneBody<T, Integer> intValue(Primitive.OfInt<T> body) {
      return value(new Primitive.IntTask<>(body));
    }

    /// A body with a primitive value.
    public LaneBody<T, Long> longValue(Primitive.OfLong<T> body) {
      return value(new Primitive.LongTask<>(body));
    }

    /// A body with a primitive value.
    public LaneBody<T, Float> floatValue(Primitive.OfFloat<T> body) {
      return value(new Primitive.FloatTask<>(body));
    }

    /// A body with a primitive value.
    public LaneBody<T, Double> doubleValue(Primitive.OfDouble<T> body) {
      return value(new Primitive.DoubleTask<>(body));
    }
  }
}
