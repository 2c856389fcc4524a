package org.jlanes.lanes;

import java.util.List;
import java.util.Map;

/// Takes items apart that consist of several values: what `a, b : source` in a lane's header means.
public final class Parts {
  private Parts() {}

  /// The first of two values.
  public static <A> A first(Pair<A, ?> item) {
    return item.first();
  }

  /// The second of two values.
  public static <B> B second(Pair<?, B> item) {
    return item.second();
  }

  /// The first of three values.
  public static <A> A first(Triple<A, ?, ?> item) {
    return item.first();
  }

  /// The second of three values.
  public static <B> B second(Triple<?, B, ?> item) {
    return item.second();
  }

  /// The third of three values.
  public static <C> C third(Triple<?, ?, C> item) {
    return item.third();
  }

  /// An entry's key.
  public static <K> K first(Map.Entry<K, ?> item) {
    return item.getKey();
  }

  /// An entry's value.
  public static <V> V second(Map.Entry<?, V> item) {
    return item.getValue();
  }

  /// The first element of a list.
  public static <T> T first(List<T> item) {
    return item.get(0);
  }

  /// The second element of a list.
  public static <T> T second(List<T> item) {
    return item.get(1);
  }

  /// The third element of a list.
  public static <T> T third(List<T> item) {
    return item.get(2);
  }

  /// The first element of an array.
  public static <T> T first(T[] item) {
    return item[0];
  }

  /// The second element of an array.
  public static <T> T second(T[] item) {
    return item[1];
  }

  /// The third element of an array.
  public static <T> T third(T[] item) {
    return item[2];
  }

  /// The first element of an array.
  public static int first(int[] item) {
    return item[0];
  }

  /// The second element of an array.
  public static int second(int[] item) {
    return item[1];
  }

  /// The third element of an array.
  public static int third(int[] item) {
    return item[2];
  }

  /// The first element of an array.
  public static long first(long[] item) {
    return item[0];
  }

  /// The second element of an array.
  public static long second(long[] item) {
    return item[1];
  }

  /// The third element of an array.
  public static long third(long[] item) {
    return item[2];
  }

  /// The first element of an array.
  public static double first(double[] item) {
    return item[0];
  }

  /// The second element of an array.
  public static double second(double[] item) {
    return item[1];
  }

  /// The third element of an array.
  public static double third(double[] item) {
    return item[2];
  }
}
