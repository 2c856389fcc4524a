package org.jlanes.runtime.display;

import java.util.Collection;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jlanes.runtime.scope.Scope;
import org.jlanes.runtime.system.Locales;

/// A progress bar under the running cell, also from worker processes.
///
/// ```java
/// for (Path file : Progress.of(files)) read(file);
///
/// try (Progress bar = Progress.bar(epochs, "training")) {
///   for (int e = 0; e < epochs; e++) {
///     double loss = train();
///     bar.step().note("loss " + loss);
///   }
/// }
/// ```
///
/// Safe for any thread: several may step one bar. It is drawn ten times a second at most, when all
/// is done, and when it is closed. Outside a cell a line is printed to standard error in the end.
public final class Progress implements AutoCloseable {
  private static final long EVERY_NANOS = 100_000_000L;
  private static final long UNKNOWN = -1;

  private final String label;
  private final long total;
  private final long begun = System.nanoTime();
  private final AtomicLong done = new AtomicLong();
  private final AtomicLong nextNanos = new AtomicLong(EVERY_NANOS);
  private final Display.Handle place;
  private volatile String note = "";

  /// When it was closed, in nanoseconds from its beginning; 0 before that. Its monitor guards it.
  private long closedNanos;

  private Progress(long total, String label) {
    this.total = total;
    this.label = label;
    this.place = Scope.current() == null ? null : Display.show((Displayable) this::bundle);
  }

  /// A bar for a number of steps.
  ///
  /// @param total how many; a negative number if that is not known
  public static Progress bar(long total) {
    return bar(total, "");
  }

  /// A bar for a number of steps.
  ///
  /// @param total how many; a negative number if that is not known
  /// @param label stands before it
  public static Progress bar(long total, String label) {
    return new Progress(Math.max(total, UNKNOWN), label);
  }

  /// The same elements, with a bar that shows how many have been gone through. Each loop over them
  /// has a bar of its own.
  public static <T> Iterable<T> of(Iterable<T> items) {
    return of(items, "");
  }

  /// The same elements, with a bar that shows how many have been gone through.
  ///
  /// @param label stands before the bar
  public static <T> Iterable<T> of(Iterable<T> items, String label) {
    long total = items instanceof Collection<?> all ? all.size() : UNKNOWN;
    return () -> new Counted<>(items.iterator(), bar(total, label));
  }

  /// The numbers from 0 to `n - 1`, with a bar.
  public static Iterable<Integer> range(int n) {
    return () -> new Counted<>(IntStream.range(0, n).iterator(), bar(n, ""));
  }

  /// An element counts as done when the next one is asked for. For one thread.
  private static final class Counted<T> implements Iterator<T> {
    private final Iterator<T> items;
    private final Progress bar;
    private boolean inWork;

    Counted(Iterator<T> items, Progress bar) {
      this.items = items;
      this.bar = bar;
    }

    @Override
    public boolean hasNext() {
      boolean more = items.hasNext();
      if (!more) {
        count();
        bar.close();
      }
      return more;
    }

    @Override
    public T next() {
      count();
      T item = items.next();
      inWork = true;
      return item;
    }

    private void count() {
      if (inWork) {
        bar.step();
        inWork = false;
      }
    }

    @Override
    public void remove() {
      items.remove();
    }
  }

  /// One more step is done.
  ///
  /// @return this bar
  public Progress step() {
    return step(1);
  }

  /// More steps are done.
  ///
  /// @return this bar
  public Progress step(long steps) {
    long now = done.addAndGet(steps);
    long elapsed = System.nanoTime() - begun;
    long next = nextNanos.get();
    boolean due = elapsed >= next && nextNanos.compareAndSet(next, elapsed + EVERY_NANOS);
    if (due || (now >= total && now - steps < total)) {
      draw();
    }
    return this;
  }

  /// Replaces what stands behind the bar, such as a loss. It is drawn with the next step that is.
  ///
  /// @return this bar
  public Progress note(String text) {
    note = text;
    return this;
  }

  /// How many steps are done.
  public long done() {
    return done.get();
  }

  /// Draws the bar as it is for the last time. Closing it again does nothing.
  @Override
  public synchronized void close() {
    if (closedNanos == 0) {
      closedNanos = Math.max(1, System.nanoTime() - begun);
      if (place == null) {
        System.err.println(text());
      } else {
        place.update((Displayable) this::bundle);
      }
    }
  }

  private synchronized void draw() {
    if (place != null && closedNanos == 0) {
      place.update((Displayable) this::bundle);
    }
  }

  private synchronized MimeBundle bundle() {
    long now = done.get();
    String bar =
        total == UNKNOWN && closedNanos == 0
            ? "<progress></progress> "
            : String.format(
                Locales.NONE,
                "<progress max=\"%d\" value=\"%d\"></progress> ",
                Math.max(1, total == UNKNOWN ? now : total),
                now);
    String text = text();
    return MimeBundle.html("<div>" + bar + Html.escape(text) + "</div>", text);
  }

  private String text() {
    long now = done.get();
    double seconds = (closedNanos == 0 ? System.nanoTime() - begun : closedNanos) / 1e9;
    StringBuilder text = new StringBuilder(label.isEmpty() ? "" : label + ": ");
    text.append(String.format(Locales.NONE, "%,d", now));
    if (total != UNKNOWN) {
      text.append(String.format(Locales.NONE, " of %,d", total));
    }
    text.append(", ").append(clock(seconds));
    if (now > 0 && seconds > 0) {
      text.append(", ").append(rate(now / seconds));
      if (now < total && closedNanos == 0) {
        text.append(", ").append(clock(seconds / now * (total - now))).append(" left");
      }
    }
    return text.append(note.isEmpty() ? "" : ", " + note).toString();
  }

  /// Slow steps are told by what one takes.
  private static String rate(double perSecond) {
    return perSecond < 1
        ? String.format(Locales.NONE, "%.1f s each", 1 / perSecond)
        : String.format(Locales.NONE, perSecond < 100 ? "%.1f/s" : "%,.0f/s", perSecond);
  }

  private static String clock(double seconds) {
    long whole = (long) seconds;
    return seconds < 60
        ? String.format(Locales.NONE, "%.1f s", seconds)
        : whole < 3600
            ? String.format(Locales.NONE, "%d:%02d", whole / 60, whole % 60)
            : String.format(
                Locales.NONE, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
  }
}
