package org.jlanes.lanes;

import java.io.Serializable;

/// Bodies whose value is of a primitive type, for `-> double[] name` in a header.
public final class Primitive {
  private Primitive() {}

  /// A body whose value is a `boolean`.
  @FunctionalInterface
  public interface OfBoolean<T> extends Serializable {
    /// Computes the result of one item.
    boolean apply(T item) throws Throwable;
  }

  record BooleanTask<T>(OfBoolean<T> body) implements Task<T, Boolean> {
    @Override
    public Boolean apply(T item) throws Throwable {
      return body.apply(item);
    }
  }

  /// A body whose value is a `byte`.
  @FunctionalInterface
  public interface OfByte<T> extends Serializable {
    /// Computes the result of one item.
    byte apply(T item) throws Throwable;
  }

  record ByteTask<T>(OfByte<T> body) implements Task<T, Byte> {
    @Override
    public Byte apply(T item) throws Throwable {
      return body.apply(item);
    }
  }

  /// A body whose value is a `short`.
  @FunctionalInterface
  public interface OfShort<T> extends Serializable {
    /// Computes the result of one item.
    short apply(T item) throws Throwable;
  }

  record ShortTask<T>(OfShort<T> body) implements Task<T, Short> {
    @Override
    public Short apply(T item) throws Throwable {
      return body.apply(item);
    }
  }

  /// A body whose value is a `char`.
  @FunctionalInterface
  public interface OfChar<T> extends Serializable {
    /// Computes the result of one item.
    char apply(T item) throws Throwable;
  }

  record CharTask<T>(OfChar<T> body) implements Task<T, Character> {
    @Override
    public Character apply(T item) throws Throwable {
      return body.apply(item);
    }
  }

  /// A body whose value is a `int`.
  @FunctionalInterface
  public interface OfInt<T> extends Serializable {
    /// Computes the result of one item.
    int apply(T item) throws Throwable;
  }

  record IntTask<T>(OfInt<T> body) implements Task<T, Integer> {
    @Override
    public Integer apply(T item) throws Throwable {
      return body.apply(item);
    }
  }

  /// A body whose value is a `long`.
  @FunctionalInterface
  public interface OfLong<T> extends Serializable {
    /// Computes the result of one item.
    long apply(T item) throws Throwable;
  }

  record LongTask<T>(OfLong<T> body) implements Task<T, Long> {
    @Override
    public Long apply(T item) throws Throwable {
      return body.apply(item);
    }
  }

  /// A body whose value is a `float`.
  @FunctionalInterface
  public interface OfFloat<T> extends Serializable {
    /// Computes the result of one item.
    float apply(T item) throws Throwable;
  }

  record FloatTask<T>(OfFloat<T> body) implements Task<T, Float> {
    @Override
    public Float apply(T item) throws Throwable {
      return body.apply(item);
    }
  }

  /// A body whose value is a `double`.
  @FunctionalInterface
  public interface OfDouble<T> extends Serializable {
    /// Computes the result of one item.
    double apply(T item) throws Throwable;
  }

  record DoubleTask<T>(OfDouble<T> body) implements Task<T, Double> {
    @Override
    public Double apply(T item) throws Throwable {
      return body.apply(item);
    }
  }
}
