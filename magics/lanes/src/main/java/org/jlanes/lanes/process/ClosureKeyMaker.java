package org.jlanes.lanes.process;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jlanes.lanes.Task;
import org.jlanes.lanes.run.Backend;
import org.jlanes.lanes.run.ItemKeys;
import org.jlanes.lanes.run.LaneException;
import org.jlanes.lanes.run.RunOptions;
import org.jlanes.runtime.engine.EngineView;
import org.jlanes.runtime.scope.Scope;

/// Makes keys of what a worker process would be sent, for all lanes.
public final class ClosureKeyMaker implements ItemKeys.Maker {
  /// For `ServiceLoader`.
  public ClosureKeyMaker() {}

  @Override
  public ItemKeys of(Task<?, ?> body, Backend backend, RunOptions options, Scope scope)
      throws LaneException {
    EngineView view = scope.service(EngineView.class).orElse(null);
    ClassLoader loader = view != null ? view.loader() : body.getClass().getClassLoader();
    KeyTerms terms =
        new KeyTerms(
            view, loader, new PoolState.Now(List.of(), Map.of()), List.of(), ignored(options));
    if (backend instanceof ProcessBackend processes) {
      terms = processes.withWorkers(terms, options);
    }
    try {
      return new ClosureKeys(new TaskEntry<>(body, false), terms);
    } catch (LaneException e) {
      throw new LaneException(reworded(e.getMessage(), backend), e);
    }
  }

  /// What is said of a value that cannot be sent, in words that fit a lane that sends nothing.
  private static String reworded(String message, Backend backend) {
    if (backend.sendsMessages()) {
      return message;
    }
    return message
            .replace(Unsendable.CANNOT, "cannot be written down")
            .replace(", or use %%threads, which shares the notebook's heap", "")
            .replace("; %%threads shares the notebook's heap", "")
        + " Where the results do not depend on its value, --cache-ignore names it.";
  }

  private static Set<String> ignored(RunOptions options) {
    return Arrays.stream(options.more().getOrDefault(RunOptions.CACHE_IGNORE, "").split(","))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .collect(Collectors.toSet());
  }
}
