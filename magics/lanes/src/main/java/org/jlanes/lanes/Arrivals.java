package org.jlanes.lanes;

import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.Spliterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jlanes.runtime.scope.CancelledError;

/// Results that grow while a run goes on, in the order in which the items end: what a lane cell
/// with `--unordered` declares. As a list it has what has come so far, and [#follow] waits for the
/// rest. Unmodifiable for all but the run; safe for any thread. In a worker process it is what had
/// come when it was sent.
///
/// @param <R> the results
public final class Arrivals<R> extends AbstractList<R> implements RandomAccess, Serializable {
  private static final long serialVersionUID = 1L;

  private final transient List<R> come = new ArrayList<>();
  private transient boolean ended;
  private transient String failure;

  /// No results yet. For lane implementations.
  public Arrivals() {}

  /// Adds one. For lane implementations.
  public synchronized void arrived(R result) {
    come.add(result);
    notifyAll();
  }

  /// Says that nothing comes any more. For lane implementations.
  ///
  /// @param why how the run failed, or null if it ended well
  public synchronized void ended(String why) {
    failure = why;
    ended = true;
    notifyAll();
  }

  @Override
  public synchronized R get(int index) {
    return come.get(index);
  }

  @Override
  public synchronized int size() {
    return come.size();
  }

  /// All results from the first on, those that have not come yet as they come. Ends with the run.
  /// The terminal operation throws
  ///
  /// - `IllegalStateException` when the run ended otherwise than well, after what had come;
  /// - `CancelledError` when the calling thread is interrupted while it waits.
  public Stream<R> follow() {
    return StreamSupport.stream(new Following(), false);
  }

  /// Waits until there is a result at an index, or none will come.
  private synchronized boolean await(int index) {
    try {
      while (index >= come.size() && !ended) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancelledError("interrupted");
    }
    if (index >= come.size() && failure != null) {
      throw new IllegalStateException("no more results come: " + failure);
    }
    return index < come.size();
  }

  // As the same class, since the notebook's variable has its type.
  private synchronized Object writeReplace() {
    return new Copy<>(new ArrayList<>(come));
  }

  private void readObject(ObjectInputStream in) throws InvalidObjectException {
    throw new InvalidObjectException("written as a copy");
  }

  private record Copy<R>(ArrayList<R> results) implements Serializable {
    private Object readResolve() {
      Arrivals<R> copy = new Arrivals<>();
      Objects.requireNonNull(results).forEach(copy::arrived);
      copy.ended(null);
      return copy;
    }
  }

  private final class Following implements Spliterator<R> {
    private int next;

    @Override
    public boolean tryAdvance(Consumer<? super R> action) {
      if (!await(next)) {
        return false;
      }
      action.accept(get(next++));
      return true;
    }

    @Override
    public Spliterator<R> trySplit() {
      return null;
    }

    @Override
    public long estimateSize() {
      return Long.MAX_VALUE;
    }

    @Override
    public int characteristics() {
      return ORDERED;
    }
  }
}
