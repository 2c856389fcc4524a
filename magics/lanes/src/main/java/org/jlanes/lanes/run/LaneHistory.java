package org.jlanes.lanes.run;

import java.util.Optional;
import org.jlanes.lanes.LaneRun;
import org.jlanes.runtime.scope.Locals;
import org.jlanes.runtime.scope.Scope;

/// Remembers the last run of a line of execution (the foreground, a background cell, a subshell);
/// outside notebooks there is one for the process. Safe for any thread.
public final class LaneHistory {
  private static final LaneHistory OF_THE_PROCESS = new LaneHistory();

  private volatile LaneRun<?> last;

  /// The history of the calling thread's line of execution.
  public static LaneHistory current() {
    Scope scope = Scope.current();
    return scope == null
        ? OF_THE_PROCESS
        : scope
            .service(Locals.class)
            .map(own -> own.get(LaneHistory.class, LaneHistory::new))
            .orElse(OF_THE_PROCESS);
  }

  /// The last run that ended, however it ended.
  public Optional<LaneRun<?>> last() {
    return Optional.ofNullable(last);
  }

  /// Remembers a run that has ended.
  public void record(LaneRun<?> run) {
    last = run;
  }
}
