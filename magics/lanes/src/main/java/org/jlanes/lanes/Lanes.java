package org.jlanes.lanes;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jlanes.lanes.cache.CacheFolder;
import org.jlanes.lanes.cache.DiskCache;
import org.jlanes.lanes.run.LaneHistory;
import org.jlanes.lanes.run.LaneProviders;
import org.jlanes.lanes.run.PoolOwner;
import org.jlanes.lanes.run.RunOptions;
import org.jlanes.lanes.run.StandardLane;

/// The lanes, and ways to combine sources. May be used by any thread.
public final class Lanes {
  private Lanes() {}

  /// One item after the other on the calling thread.
  public static Lane sequential() {
    return lane("sequential");
  }

  /// A pool of platform threads, one per core.
  public static Lane threads() {
    return lane("threads");
  }

  /// A pool of `n` platform threads.
  ///
  /// @throws IllegalArgumentException if `n` is less than 1
  public static Lane threads(int n) {
    return threads().workers(n);
  }

  /// One virtual thread per item.
  public static Lane virtual() {
    return lane("virtual");
  }

  /// Worker processes, one per core.
  public static Lane processes() {
    return lane("processes");
  }

  /// `n` worker processes.
  ///
  /// @throws IllegalArgumentException if `n` is less than 1
  public static Lane processes(int n) {
    return processes().workers(n);
  }

  /// Copies an array into memory that worker processes read and write where it is, without a copy
  /// of their own.
  ///
  /// @throws java.io.UncheckedIOException if there is no room; the message says how much there is
  public static SharedDoubles share(double[] values) {
    return SharedDoubles.of(values);
  }

  /// Copies an array into memory that worker processes read and write where it is, without a copy
  /// of their own.
  ///
  /// @throws java.io.UncheckedIOException if there is no room; the message says how much there is
  public static SharedFloats share(float[] values) {
    return SharedFloats.of(values);
  }

  /// Copies an array into memory that worker processes read and write where it is, without a copy
  /// of their own.
  ///
  /// @throws java.io.UncheckedIOException if there is no room; the message says how much there is
  public static SharedLongs share(long[] values) {
    return SharedLongs.of(values);
  }

  /// Copies an array into memory that worker processes read and write where it is, without a copy
  /// of their own.
  ///
  /// @throws java.io.UncheckedIOException if there is no room; the message says how much there is
  public static SharedInts share(int[] values) {
    return SharedInts.of(values);
  }

  /// Copies an array into memory that worker processes read and write where it is, without a copy
  /// of their own.
  ///
  /// @throws java.io.UncheckedIOException if there is no room; the message says how much there is
  public static SharedBytes share(byte[] values) {
    return SharedBytes.of(values);
  }

  /// The pools of worker processes that [#processes] uses, in this JVM.
  public static WorkerPools pools() {
    if (LaneProviders.backend("processes") instanceof PoolOwner owner) {
      return owner.pools();
    }
    throw new IllegalStateException("the lane `processes` of this JVM has no pools");
  }

  /// The results that lanes with [Lane#cache] have kept in the user's folder.
  ///
  /// @throws IllegalArgumentException if `$JLANES_CACHE_SIZE` is no size
  public static ResultCache cache() {
    return new DiskCache(CacheFolder.of(null));
  }

  /// The results that lanes have kept in another folder.
  ///
  /// @throws IllegalArgumentException if `$JLANES_CACHE_SIZE` is no size
  public static ResultCache cache(String folder) {
    return new DiskCache(CacheFolder.of(folder));
  }

  /// A lane by its name; lanes can be added by a jar.
  ///
  /// @throws IllegalArgumentException if there is no such lane; the message lists those there are
  public static Lane lane(String name) {
    return new StandardLane(LaneProviders.backend(name), RunOptions.DEFAULT);
  }

  /// The last run of this session that ended, well or not: nothing that was computed is lost.
  ///
  /// @throws IllegalStateException if there was none yet
  public static LaneRun<?> last() {
    return LaneHistory.current()
        .last()
        .orElseThrow(() -> new IllegalStateException("no lane has run yet in this session"));
  }

  /// Pairs the elements of two sources: the first with the first, and so on. Ends with the shorter
  /// one.
  public static <A, B> Source<Pair<A, B>> zip(
      Iterable<? extends A> first, Iterable<? extends B> second) {
    Source<A> as = Source.of(first);
    Source<B> bs = Source.of(second);
    return new Source<>(
        shorter(size(first, as), size(second, bs)),
        as.repeatable() && bs.repeatable(),
        () -> {
          Iterator<A> a = as.iterator();
          Iterator<B> b = bs.iterator();
          return new Iterator<>() {
            @Override
            public boolean hasNext() {
              return a.hasNext() && b.hasNext();
            }

            @Override
            public Pair<A, B> next() {
              return new Pair<>(a.next(), b.next());
            }
          };
        },
        both(as, bs));
  }

  /// Puts the elements of three sources together: the first with the first, and so on. Ends with
  /// the shortest one.
  public static <A, B, C> Source<Triple<A, B, C>> zip(
      Iterable<? extends A> first, Iterable<? extends B> second, Iterable<? extends C> third) {
    Source<Pair<Pair<A, B>, C>> nested = zip(Lanes.<A, B>zip(first, second), third);
    return new Source<>(
        nested.size(),
        nested.repeatable(),
        () -> mapped(nested.iterator(), p -> triple(p.first(), p.second())),
        nested::close);
  }

  /// Pairs the elements of two arrays.
  public static <A, B> Source<Pair<A, B>> zip(A[] first, B[] second) {
    return zip(Source.of(first), Source.of(second));
  }

  /// Pairs the elements of two arrays.
  public static Source<Pair<Integer, Integer>> zip(int[] first, int[] second) {
    return zip(Source.of(first), Source.of(second));
  }

  /// Pairs the elements of two arrays.
  public static Source<Pair<Long, Long>> zip(long[] first, long[] second) {
    return zip(Source.of(first), Source.of(second));
  }

  /// Pairs the elements of two arrays.
  public static Source<Pair<Double, Double>> zip(double[] first, double[] second) {
    return zip(Source.of(first), Source.of(second));
  }

  /// Every pair of elements of two sources, the last varying fastest: for parameter sweeps. The
  /// second source is read once and kept.
  public static <A, B> Source<Pair<A, B>> grid(
      Iterable<? extends A> first, Iterable<? extends B> second) {
    Source<A> as = Source.of(first);
    Source<B> bs = Source.of(second);
    return new Source<>(
        product(size(first, as), size(second, bs)),
        as.repeatable() && bs.repeatable(),
        () -> {
          List<B> columns = new ArrayList<>();
          bs.forEach(columns::add);
          return new Grid<>(as.iterator(), columns);
        },
        both(as, bs));
  }

  /// Every combination of elements of three sources, the last varying fastest.
  public static <A, B, C> Source<Triple<A, B, C>> grid(
      Iterable<? extends A> first, Iterable<? extends B> second, Iterable<? extends C> third) {
    Source<Pair<Pair<A, B>, C>> nested = grid(Lanes.<A, B>grid(first, second), third);
    return new Source<>(
        nested.size(),
        nested.repeatable(),
        () -> mapped(nested.iterator(), p -> triple(p.first(), p.second())),
        nested::close);
  }

  /// Every pair of elements of two arrays, the last varying fastest.
  public static <A, B> Source<Pair<A, B>> grid(A[] first, B[] second) {
    return grid(Source.of(first), Source.of(second));
  }

  /// Every pair of elements of two arrays, the last varying fastest.
  public static Source<Pair<Integer, Integer>> grid(int[] first, int[] second) {
    return grid(Source.of(first), Source.of(second));
  }

  /// Every pair of elements of two arrays, the last varying fastest.
  public static Source<Pair<Long, Long>> grid(long[] first, long[] second) {
    return grid(Source.of(first), Source.of(second));
  }

  /// Every pair of elements of two arrays, the last varying fastest.
  public static Source<Pair<Double, Double>> grid(double[] first, double[] second) {
    return grid(Source.of(first), Source.of(second));
  }

  private static Runnable both(Source<?> first, Source<?> second) {
    return () -> {
      try {
        first.close();
      } finally {
        second.close();
      }
    };
  }

  private static <A, B, C> Triple<A, B, C> triple(Pair<A, B> pair, C third) {
    return new Triple<>(pair.first(), pair.second(), third);
  }

  private static <T, U> Iterator<U> mapped(
      Iterator<T> items, java.util.function.Function<T, U> change) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return items.hasNext();
      }

      @Override
      public U next() {
        return change.apply(items.next());
      }
    };
  }

  private static long size(Iterable<?> given, Source<?> source) {
    return given instanceof java.util.Collection<?> c ? c.size() : source.size();
  }

  private static long shorter(long a, long b) {
    return a < 0 || b < 0 ? -1 : Math.min(a, b);
  }

  private static long product(long a, long b) {
    return a < 0 || b < 0 ? -1 : Math.multiplyExact(a, b);
  }

  private static final class Grid<A, B> implements Iterator<Pair<A, B>> {
    private final Iterator<A> rows;
    private final List<B> columns;
    private A row;
    private int column;

    Grid(Iterator<A> rows, List<B> columns) {
      this.rows = rows;
      this.columns = columns;
      this.column = columns.size();
    }

    @Override
    public boolean hasNext() {
      return column < columns.size() || (!columns.isEmpty() && rows.hasNext());
    }

    @Override
    public Pair<A, B> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      if (column == columns.size()) {
        row = rows.next();
        column = 0;
      }
      return new Pair<>(row, columns.get(column++));
    }
  }
}
