package org.jlanes.lanes.run;

import java.time.Duration;
import java.util.Map;

/// The options of one run, as given in a header or with the fluent API.
///
/// @param workers threads or processes; 0 for one per core
/// @param limit items in flight at once on virtual threads; 0 for no limit
/// @param ratePerSecond items started per second at most; 0 for no limit
/// @param timeout for the whole run; null for none
/// @param retries how often a failed item is tried again
/// @param keepGoing whether the run goes on after a failure
/// @param chunk items per message to a worker process; 0 to choose by measurement
/// @param quiet whether progress and report are left out
/// @param repeat how often the whole run is repeated for timing; at least 1
/// @param more options of one lane only (`memory`, `fresh`, `pool`, …), by name
public record RunOptions(
    int workers,
    int limit,
    double ratePerSecond,
    Duration timeout,
    int retries,
    boolean keepGoing,
    int chunk,
    boolean quiet,
    int repeat,
    Map<String, String> more) {
  /// Nothing set: one worker per core, no limits, fail-fast.
  public static final RunOptions DEFAULT =
      new RunOptions(0, 0, 0, null, 0, false, 0, false, 1, Map.of());
}
