package org.jlanes.lanes.run;

import java.util.UUID;
import org.jlanes.lanes.LaneContext;
import org.jlanes.lanes.report.ProgressView;
import org.jlanes.runtime.display.MimeBundle;
import org.jlanes.runtime.scope.Scope;

/// Shows under the cell how a run goes on, and in the end puts something in that place. Nothing is
/// shown for runs that end within half a second, for quiet ones, and outside notebooks.
public final class LiveProgress implements RunWatcher, AutoCloseable {
  private final Scope scope;
  private final String id = UUID.randomUUID().toString();
  private boolean shown;
  private boolean closed;

  private LiveProgress(Scope scope) {
    this.scope = scope;
  }

  /// Progress in the calling thread's scope; none for a run inside an item of another one.
  public static LiveProgress of(RunOptions options) {
    boolean silent = options.quiet() || LaneContext.inside();
    return new LiveProgress(silent ? null : Scope.current());
  }

  @Override
  public synchronized void progress(State state) {
    if (scope != null && !closed) {
      scope.output().display(ProgressView.of(state), id, shown);
      shown = true;
    }
  }

  /// Ends the progress with a line of text in its place, if it was shown.
  public synchronized void close(String summary) {
    if (scope != null && shown && !closed) {
      scope.output().display(MimeBundle.text(summary), id, true);
    }
    closed = true;
  }

  /// Ends the progress with something in its place; shows that also where there was no progress.
  public synchronized void close(MimeBundle report) {
    if (scope != null && !closed) {
      scope.output().display(report, id, shown);
    }
    closed = true;
  }

  /// Ends the progress; what was shown last remains.
  @Override
  public synchronized void close() {
    closed = true;
  }
}
