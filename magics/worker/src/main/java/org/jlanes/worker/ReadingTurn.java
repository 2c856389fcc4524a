package org.jlanes.worker;

/// Whose turn it is to read what the kernel sends: a run's thread reads when it has nothing to run,
/// so that an item need not pass through a second thread, which takes longer than many an item; the
/// main thread reads while no run's thread does. Its monitor guards it.
///
/// While items follow each other quickly the main thread looks every millisecond whether anybody
/// has read meanwhile, and takes the turn if not; when nothing happens it sleeps.
final class ReadingTurn {
  private static final long PATIENCE_MILLIS = 1;

  /// How often in vain the main thread looks before it sleeps.
  private static final int IDLE = 20;

  private Thread reader;

  /// The run's thread that reads when it has nothing to do, or null.
  private Thread server;

  /// How often the turn was taken and left.
  private long changes;

  /// Whether the main thread waits until it is woken.
  private boolean asleep;

  /// Whether the turn is to be taken at once if nobody has it.
  private boolean called;

  private boolean over;

  /// A run's thread will read when it has nothing to do.
  synchronized void serve(Thread thread) {
    server = thread;
  }

  /// A run's thread ends.
  @SuppressWarnings("ReferenceEquality") // this very thread
  synchronized void retire(Thread thread) {
    if (server == thread) {
      server = null;
      notifyAll();
    }
  }

  /// Takes the turn, for a run's thread that has nothing to do.
  ///
  /// @return false if somebody else has it, or another thread is to have it
  @SuppressWarnings("ReferenceEquality") // this very thread
  synchronized boolean take(Thread thread) {
    if (reader != null || server != thread || over) {
      return false;
    }
    reader = thread;
    changes++;
    return true;
  }

  /// Leaves the turn.
  synchronized void leave() {
    reader = null;
    changes++;
    if (asleep || over) {
      notifyAll();
    }
  }

  /// Somebody waits for what the kernel will send, and not by reading it.
  synchronized void call() {
    called = true;
    notifyAll();
  }

  /// Nothing more is to be read.
  synchronized void end() {
    over = true;
    notifyAll();
  }

  /// Waits until nobody reads who should, and takes the turn. For the main thread.
  ///
  /// @return false if nothing more is to be read
  synchronized boolean await() throws InterruptedException {
    int idle = 0;
    while (!over && (reader != null || server != null && !called)) {
      long before = changes;
      asleep = idle > IDLE;
      if (asleep) {
        wait();
      } else {
        wait(PATIENCE_MILLIS);
      }
      asleep = false;
      boolean quiet = changes == before;
      if (quiet && reader == null && !over) {
        break;
      }
      idle = quiet ? idle + 1 : 0;
    }
    called = false;
    reader = Thread.currentThread();
    changes++;
    return !over;
  }
}
