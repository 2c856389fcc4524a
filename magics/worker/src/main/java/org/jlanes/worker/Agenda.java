package org.jlanes.worker;

import java.util.ArrayDeque;
import java.util.Deque;

/// What a run's thread has to do, in order. Any thread may add to it; what has not been started may
/// be taken away again. Its monitor guards it.
final class Agenda {
  private final Deque<Step> waiting = new ArrayDeque<>();
  private Step current;

  /// Whether the run's thread waits for something to do.
  private boolean idle;

  /// Adds something at the end.
  synchronized void add(Step step) {
    waiting.add(step);
    if (waiting.size() == 1) {
      notifyAll();
    }
  }

  /// Takes what is next; waits for it.
  synchronized Step take() throws InterruptedException {
    current = null;
    idle = true;
    try {
      while (waiting.isEmpty()) {
        wait();
      }
    } finally {
      idle = false;
    }
    return poll();
  }

  /// Takes what is next; null if there is nothing.
  synchronized Step poll() {
    current = waiting.poll();
    return current;
  }

  /// Whether the run's thread has been waiting for what is there now.
  synchronized boolean wakes() {
    return idle && !waiting.isEmpty();
  }

  /// Whether nothing follows what was taken last.
  synchronized boolean isEmpty() {
    return waiting.isEmpty();
  }

  /// Takes all items away that have not been started.
  ///
  /// @return their indices
  synchronized int[] clear() {
    Indices back = new Indices();
    if (current != null) {
      current.giveBack(Integer.MAX_VALUE, back);
    }
    for (Step step : waiting) {
      step.giveBack(Integer.MAX_VALUE - back.size(), back);
    }
    return back.toArray();
  }

  /// Lets go of all that waits. At the end of the run.
  synchronized void end() {
    int[] _ = clear();
    waiting.forEach(Step::discard);
    waiting.clear();
  }

  /// Takes an item away.
  ///
  /// @return whether it was here and had not been started
  synchronized boolean takeBack(int index) {
    if (current != null && current.takeBack(index)) {
      return true;
    }
    for (Step step : waiting) {
      if (step.takeBack(index)) {
        return true;
      }
    }
    return false;
  }

  /// Takes items away that have not been started, the last ones first, but none that stands before
  /// a step of another kind: that was sent for what follows it.
  ///
  /// @param most how many at most
  /// @return their indices
  synchronized int[] giveBack(int most) {
    Indices back = new Indices();
    while (back.size() < most && !waiting.isEmpty()) {
      waiting.peekLast().giveBack(most - back.size(), back);
      if (!waiting.peekLast().spent()) {
        return back.toArray();
      }
      waiting.removeLast();
    }
    if (current != null && back.size() < most) {
      current.giveBack(most - back.size(), back);
    }
    return back.toArray();
  }
}
