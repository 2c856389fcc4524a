package org.jlanes.lanes.run;

import java.util.AbstractList;
import java.util.RandomAccess;
import org.jlanes.lanes.Outcome;

/// Outcomes of items that follow each other in the source and ended well, one after the other in
/// one worker. An outcome is made when it is asked for: of many tiny items most never are, and they
/// would cost more than the items. Immutable; any thread.
public abstract class Streak<R> extends AbstractList<Outcome<R>> implements RandomAccess {
  /// The index of the first item.
  public abstract int first();

  /// Who ran them, as in [Outcome#worker].
  public abstract String worker();

  /// The result of one of them.
  public abstract R value(int position);

  /// Puts all results into an array, each at its item's index.
  public abstract void values(Object[] to);

  /// When it began, by `System.nanoTime`.
  public abstract long started(int position);

  /// How long its body ran, in nanoseconds.
  public abstract long taskNanos(int position);

  /// How long all bodies ran.
  public abstract long totalNanos();

  /// The first item from a position on that took longer; [#size] if there is none.
  public abstract int longer(int position, long nanos);

  /// The first item behind a position that did not begin when the one before it ended; [#size] if
  /// there is none.
  public abstract int gap(int position);
}
