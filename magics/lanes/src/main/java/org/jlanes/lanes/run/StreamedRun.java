package org.jlanes.lanes.run;

import java.lang.ref.Cleaner;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Spliterator;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jlanes.lanes.Outcome;
import org.jlanes.lanes.RunFacts;
import org.jlanes.lanes.Source;
import org.jlanes.runtime.scope.CancelledError;
import org.jlanes.runtime.scope.Scope;

/// A run whose results are pulled while it goes on: in the order in which the items end, or in that
/// of the source. It begins with the first pull and is driven by a thread of its own, in the scope
/// of who pulls. Results that nobody has pulled hold it up: an endless source is read no further
/// than needed.
///
/// Its monitor guards it. Pulled by one thread at a time; may be closed by any.
final class StreamedRun<R> implements Outlet<R> {
  /// Drives the run until it has ended, and tells this of it.
  interface Driver<R> {
    void drive(Outlet<R> outlet);
  }

  /// Outcomes of a source without a known end that are kept for `Lanes.last()`.
  private static final int KEPT = 10_000;

  /// Ends runs whose readers were forgotten: they would keep their workers for ever.
  private static final Cleaner FORGOTTEN = Cleaner.create();

  private static final int FEWEST_AHEAD = 32;
  private static final int MOST_AHEAD = 1024;

  private final Source<?> source;
  private final boolean inOrder;
  private final Driver<R> driver;

  /// Linked: an array that has to grow while an item fills the heap would lose what it has.
  private final Queue<Outcome<R>> ready = new LinkedBlockingQueue<>();

  /// Outcomes that are not their turn yet, by index.
  private final Map<Integer, Outcome<R>> early = new HashMap<>();

  private int turn;
  private Thread thread;
  private Tap tap;
  private boolean ended;
  private boolean closed;
  private Throwable failure;

  StreamedRun(Source<?> source, boolean inOrder, Driver<R> driver) {
    this.source = source;
    this.inOrder = inOrder;
    this.driver = driver;
  }

  /// The results. What ends the stream, or closes it, ends the run.
  Stream<R> stream() {
    Pull pull = new Pull();
    Cleaner.Cleanable _ = FORGOTTEN.register(pull, this::forgotten);
    return ClosingStream.of(StreamSupport.stream(pull, false).onClose(this::close));
  }

  @Override
  public void begun(Tap to) {
    boolean late;
    synchronized (this) {
      tap = to;
      late = closed;
    }
    if (late) {
      leave(to);
    }
  }

  @Override
  public synchronized boolean room() {
    return ready.size() + early.size() < ahead();
  }

  private int ahead() {
    int ahead = Math.clamp(4L * tap.window(), FEWEST_AHEAD, MOST_AHEAD);
    // Behind a slow item the others are to go on for a while.
    return inOrder ? Math.max(ahead, MOST_AHEAD / 4) : ahead;
  }

  @Override
  public int atOnce() {
    return FEWEST_AHEAD;
  }

  @Override
  public int kept() {
    return source.size() < 0 ? KEPT : Integer.MAX_VALUE;
  }

  @Override
  public synchronized void arrived(Outcome<R> outcome) {
    if (!inOrder) {
      offer(outcome);
      return;
    }
    early.put(outcome.index(), outcome);
    for (Outcome<R> next = early.remove(turn); next != null; next = early.remove(++turn)) {
      offer(next);
    }
  }

  /// What failed is in the run's account, or ends it.
  private void offer(Outcome<R> outcome) {
    if (outcome.succeeded()) {
      ready.add(outcome);
      notifyAll();
    }
  }

  /// The next outcome, or null if there is none any more.
  private Outcome<R> next() {
    Outcome<R> next;
    Tap waiting = null;
    try {
      synchronized (this) {
        start();
        while (ready.isEmpty() && !ended && !closed) {
          wait();
        }
        boolean full = tap != null && !room();
        next = closed ? null : ready.poll();
        if (next == null) {
          rethrow();
        } else if (full) {
          waiting = tap;
        }
      }
    } catch (InterruptedException e) {
      interrupted();
      Thread.currentThread().interrupt();
      throw new CancelledError("interrupted");
    }
    if (waiting != null) {
      waiting.nudge();
    }
    return next;
  }

  private void rethrow() {
    switch (failure) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new IllegalStateException(e);
    }
  }

  private void start() {
    if (thread == null && !closed) {
      Scope scope = Scope.current();
      thread = new Thread(scope == null ? null : scope.group(), () -> drive(scope), "lane-stream");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void drive(Scope scope) {
    Throwable thrown = null;
    try {
      if (scope == null) {
        driver.drive(this);
      } else {
        scope.run(() -> driver.drive(this));
      }
    } catch (RuntimeException | Error e) {
      thrown = e;
    } finally {
      synchronized (this) {
        failure = thrown;
        ended = true;
        notifyAll();
      }
    }
  }

  private void interrupted() {
    Tap now;
    synchronized (this) {
      now = tap;
      closed = true;
    }
    if (now != null) {
      now.stop(RunFacts.Ending.INTERRUPTED, "interrupted");
    }
    awaitEnd();
  }

  /// Stops what has not ended yet, and waits until that is done.
  private void close() {
    Tap now;
    boolean begun;
    synchronized (this) {
      closed = true;
      now = ended ? null : tap;
      begun = thread != null;
      notifyAll();
    }
    if (!begun) {
      source.close();
      return;
    }
    if (now != null) {
      leave(now);
    }
    awaitEnd();
  }

  /// Nobody can read it any more. Does not wait.
  private void forgotten() {
    Tap now;
    synchronized (this) {
      closed = true;
      now = ended ? null : tap;
    }
    if (now != null) {
      leave(now);
    }
  }

  private static void leave(Tap tap) {
    tap.stop(RunFacts.Ending.LEFT, "no more results were wanted");
  }

  @SuppressWarnings("ReferenceEquality") // this very thread
  private void awaitEnd() {
    boolean interrupted = false;
    Thread driving;
    synchronized (this) {
      driving = thread;
    }
    // A source that closes the stream runs on that thread itself.
    while (driving != null && driving != Thread.currentThread() && driving.isAlive()) {
      try {
        driving.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /// Not split for parallel streams: a part of them would wait until it is full.
  private final class Pull implements Spliterator<R> {
    @Override
    public boolean tryAdvance(Consumer<? super R> action) {
      Outcome<R> outcome = next();
      if (outcome == null) {
        return false;
      }
      action.accept(outcome.value());
      return true;
    }

    @Override
    public Spliterator<R> trySplit() {
      return null;
    }

    @Override
    public long estimateSize() {
      return source.size() < 0 ? Long.MAX_VALUE : source.size();
    }

    @Override
    public int characteristics() {
      return inOrder ? ORDERED : 0;
    }
  }
}
