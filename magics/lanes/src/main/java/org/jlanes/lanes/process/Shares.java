package org.jlanes.lanes.process;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jlanes.lanes.Source;
import org.jlanes.runtime.envelope.Hindrance;

/// Cuts a sequence into one part for each worker, and puts the parts together again. Stateless.
final class Shares {
  private Shares() {}

  /// Contiguous parts in order, as equal as can be: none is longer than another by more than one.
  /// An array gives arrays of its type, a collection lists; there may be fewer elements than parts.
  ///
  /// @param name of the variable, for the error
  /// @throws IllegalArgumentException if it is neither array nor collection
  static List<Object> split(String name, Object sequence, int parts) {
    Object all = sequence instanceof Collection<?> c ? c.toArray() : sequence;
    if (all == null || !all.getClass().isArray()) {
      throw new IllegalArgumentException(
          "what is scattered to `"
              + name
              + "` must be an array or a collection, not "
              + (all == null ? "null" : "a " + Hindrance.type(all))
              + "; push gives each worker the whole value");
    }
    int length = Array.getLength(all);
    List<Object> cut = new ArrayList<>(parts);
    int from = 0;
    for (int i = 0; i < parts; i++) {
      int size = length / parts + (i < length % parts ? 1 : 0);
      Object part = Array.newInstance(all.getClass().componentType(), size);
      System.arraycopy(all, from, part, 0, size);
      from += size;
      cut.add(
          sequence instanceof Collection<?>
              ? new ArrayList<>(Arrays.asList((Object[]) part))
              : part);
    }
    return cut;
  }

  /// Arrays of one type as one array, collections as one list; anything else as the list of the
  /// parts.
  static Object join(List<?> parts) {
    if (parts.stream().allMatch(Collection.class::isInstance)) {
      List<Object> all = new ArrayList<>();
      parts.forEach(part -> all.addAll((Collection<?>) part));
      return all;
    }
    Class<?> type = parts.getFirst() == null ? null : parts.getFirst().getClass();
    boolean arrays =
        type != null
            && type.isArray()
            && parts.stream().allMatch(p -> p != null && Objects.equals(p.getClass(), type));
    if (!arrays) {
      return parts;
    }
    int length = parts.stream().mapToInt(Array::getLength).reduce(0, Math::addExact);
    Object all = Array.newInstance(type.componentType(), length);
    int at = 0;
    for (Object part : parts) {
      System.arraycopy(part, 0, all, at, Array.getLength(part));
      at += Array.getLength(part);
    }
    return all;
  }

  /// The elements of an array or a collection.
  ///
  /// @param name of the variable, for the error
  /// @throws IllegalArgumentException if it is neither
  static Iterable<?> elements(String name, Object sequence) {
    return switch (sequence) {
      case Collection<?> c -> c;
      case double[] a -> Source.of(a);
      case int[] a -> Source.of(a);
      case long[] a -> Source.of(a);
      case float[] a -> Source.of(a);
      case boolean[] a -> Source.of(a);
      case byte[] a -> Source.of(a);
      case short[] a -> Source.of(a);
      case char[] a -> Source.of(a);
      case Object[] a -> Arrays.asList(a);
      case null, default ->
          throw new IllegalArgumentException(
              "`"
                  + name
                  + "` is "
                  + (sequence == null ? "null" : "a " + Hindrance.type(sequence))
                  + ", which has no elements to fold; reduce combines the workers' values");
    };
  }
}
