package org.jlanes.lanes.nativecode;

import java.util.Collections;
import org.jlanes.lanes.LaneFailure;
import org.jlanes.lanes.Lanes;
import org.jlanes.lanes.Task;
import org.jlanes.lanes.run.RunOptions;
import org.jlanes.runtime.envelope.WorkerIdentity;
import org.jlanes.runtime.scope.Scope;

/// Calls C in a worker process of a pool of its own, so that a crash costs the worker and not this
/// process.
public final class IsolatedCall {
  private IsolatedCall() {}

  /// Runs a call; see [org.jlanes.lanes.NativeRuntime#isolated].
  public static Object[] run(String function, Object[] arguments, Task<Object[], Object[]> call) {
    Scope scope = Scope.current();
    if (scope != null && scope.service(WorkerIdentity.class).isPresent()) {
      return here(function, arguments, call);
    }
    try {
      return Lanes.processes(1)
          .quiet()
          .option("pool", "native")
          .option("deaths", "1")
          .option(RunOptions.UNRECORDED, "true")
          .map(Collections.singletonList(arguments), call)
          .values()
          .getFirst();
    } catch (LaneFailure e) {
      throw failed(function, e.getCause() == null ? e : e.getCause());
    }
  }

  private static Object[] here(String function, Object[] arguments, Task<Object[], Object[]> call) {
    try {
      return call.apply(arguments);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw failed(function, e);
    }
  }

  private static LaneFailure failed(String function, Throwable cause) {
    String message = "the isolated call of " + function + " failed: " + cause.getMessage();
    return Fault.atTheCall(new LaneFailure(message, 0, cause, null));
  }
}
