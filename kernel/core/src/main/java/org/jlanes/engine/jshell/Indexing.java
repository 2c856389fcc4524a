package org.jlanes.engine.jshell;

import java.lang.System.Logger.Level;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import jdk.jshell.JShell;
import jdk.jshell.SourceCodeAnalysis;

/// JShell's index of all packages, which it begins to make by itself as soon as it is there: a
/// tenth of a second of one processor and a hundred megabytes of the heap, which the first cell has
/// to do without. Nothing but completion needs it, so this has it wait until it is wanted.
///
/// Reaches into JShell as [DeadSnippets] does; where it is not as expected, JShell begins at once.
/// Thread-safe.
final class Indexing {
  private static final System.Logger LOG = System.getLogger(Indexing.class.getName());

  /// It takes a tenth of that.
  private static final Duration LONGEST = Duration.ofSeconds(3);

  private final SourceCodeAnalysis analysis;
  private final AtomicBoolean suspended = new AtomicBoolean();

  private Indexing(SourceCodeAnalysis analysis) {
    this.analysis = analysis;
  }

  /// Has the index of a shell wait that has just been made. For the engine thread that has the
  /// turn.
  static Indexing suspended(JShell jshell) {
    Indexing indexing = new Indexing(jshell.sourceCodeAnalysis());
    indexing.suspended.set(indexing.tell("suspendIndexing"));
    return indexing;
  }

  /// Lets it be made. Does nothing if that has been done before.
  ///
  /// @return whether that was left to do
  boolean begin() {
    return suspended.compareAndSet(true, false) && tell("resumeIndexing");
  }

  /// Lets it be made, and waits until it is there if nobody has let it before.
  void finish() {
    if (!begin()) {
      return;
    }
    try {
      // In turn with those of other shells, which may have to wait for ever.
      CompletableFuture.runAsync(() -> tell("waitBackgroundTaskFinished"))
          .get(LONGEST.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.log(Level.DEBUG, "JShell has no index of packages yet", e);
    }
  }

  private boolean tell(String what) {
    try {
      Method method = analysis.getClass().getDeclaredMethod(what);
      method.setAccessible(true);
      Object unused = method.invoke(analysis);
      return true;
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOG.log(
          e instanceof InvocationTargetException ? Level.DEBUG : Level.WARNING,
          "JShell's index is not as expected in this JDK: the first cell will take longer",
          e);
      return false;
    }
  }
}
