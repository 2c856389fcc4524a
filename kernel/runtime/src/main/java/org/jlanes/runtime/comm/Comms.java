package org.jlanes.runtime.comm;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jlanes.runtime.scope.Scope;

/// Opens comms, and registers what front ends may open. May be called by all threads that a cell
/// has started, but not in worker processes.
public final class Comms {
  private Comms() {}

  /// Lets front ends open comms to a name. Replaces the target that had the name.
  public static void register(String target, CommTarget handler) {
    service().register(Objects.requireNonNull(target), Objects.requireNonNull(handler));
  }

  /// Takes a name back; comms that are open stay so.
  public static void unregister(String target) {
    service().unregister(target);
  }

  /// Opens a comm to a target that the front end knows.
  public static Comm open(String target, Map<String, ?> data) {
    return open(target, CommMessage.of(data));
  }

  /// Opens a comm to a target that the front end knows. One that does not know it closes the comm.
  public static Comm open(String target, CommMessage opening) {
    return service().open(Objects.requireNonNull(target), opening);
  }

  private static CommService service() {
    return Optional.ofNullable(Scope.current())
        .flatMap(scope -> scope.service(CommService.class))
        .orElseThrow(() ->
            new IllegalStateException(
                "comms can be used in the notebook's own process only, by the threads of a cell:"
                    + " in a worker process, return what is to be sent"));
  }
}
