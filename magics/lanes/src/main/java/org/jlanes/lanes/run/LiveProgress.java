package org.jlanes.lanes.run;

import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jlanes.lanes.LaneContext;
import org.jlanes.lanes.report.ProgressView;
import org.jlanes.runtime.display.MimeBundle;
import org.jlanes.runtime.envelope.WorkerIdentity;
import org.jlanes.runtime.scope.Scope;

/// Shows under the cell how a run goes on, and in the end puts something in that place, or below
/// what has been printed meanwhile. Nothing is shown for runs that end within half a second, for
/// quiet ones, and outside notebooks. Its monitor guards it; any thread may call it.
public final class LiveProgress implements RunWatcher, AutoCloseable {
  private static final MimeBundle NOTHING = MimeBundle.html("", "");

  private final Scope scope;

  /// What stands before each text: which worker process this is.
  private final String who;

  private final String id;
  private boolean shown;
  private long piecesAtFirst;
  private boolean closed;

  private LiveProgress(Scope scope) {
    this.scope = scope;
    this.id = scope == null ? "" : UUID.randomUUID().toString();
    this.who =
        Optional.ofNullable(scope)
            .flatMap(s -> s.service(WorkerIdentity.class))
            .map(worker -> "worker " + (worker.number() + 1) + ", ")
            .orElse("");
  }

  /// Progress in the calling thread's scope; none for a run inside an item of another one, unless
  /// that is a body which runs once in each worker process.
  public static LiveProgress of(RunOptions options) {
    boolean silent = options.quiet() || !LaneContext.showsRuns();
    return new LiveProgress(silent ? null : Scope.current());
  }

  @Override
  public synchronized void progress(State state) {
    if (scope != null && !closed) {
      if (!shown) {
        // Before it is shown: a line that comes at this moment had better count as below it.
        piecesAtFirst = scope.output().pieces();
      }
      scope.output().display(ProgressView.of(state, who), id, shown);
      shown = true;
    }
  }

  /// Ends the progress with a line of text in its place, if it was shown.
  ///
  /// @param summary asked only then: the account of many tiny items takes longer than they did
  public synchronized void close(Supplier<String> summary) {
    if (scope != null && shown && !closed) {
      conclude(MimeBundle.text(who + summary.get()));
    }
    closed = true;
  }

  /// Ends the progress with something in its place; shows that also where there was no progress.
  public synchronized void close(MimeBundle report) {
    if (scope != null && !closed) {
      conclude(report);
    }
    closed = true;
  }

  private void conclude(MimeBundle end) {
    // A display cannot be moved. A report in the middle of the lines that items printed would look
    // as if it came before them, so it comes last, and the progress goes.
    boolean buried = shown && scope.output().pieces() > piecesAtFirst + 1;
    if (buried) {
      scope.output().display(NOTHING, id, true);
    }
    scope.output().display(end, buried ? null : id, shown && !buried);
  }

  /// Ends the progress; what was shown last remains.
  @Override
  public synchronized void close() {
    closed = true;
  }
}
