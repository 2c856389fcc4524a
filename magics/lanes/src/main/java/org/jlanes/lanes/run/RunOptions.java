package org.jlanes.lanes.run;

import java.io.Serializable;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// The options of one run, as given in a header or with the fluent API.
///
/// @param workers threads or processes; 0 for one per core
/// @param limit items in flight at once; 0 for as many as suit the lane
/// @param ratePerSecond items started per second at most; 0 for no limit
/// @param timeout for the whole run; null for none
/// @param retries how often a failed item is tried again, whether it threw something or ended its
///   worker process; -1 if that is not said: then not, except that an item whose worker ended is
///   run again, since mostly the item has nothing to do with it
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
    Map<String, String> more)
    implements Serializable {
  /// Copies the map.
  public RunOptions {
    more = Map.copyOf(more);
  }

  /// More threads or processes than that are refused: no machine has as many cores.
  public static final int MOST_WORKERS = 4096;

  /// An amount of memory, as the option `-Xmx` takes it.
  public static final Pattern MEMORY = Pattern.compile("[1-9][0-9]*[kKmMgG]");

  /// Nothing set: one worker per core, no limits, fail-fast.
  public static final RunOptions DEFAULT =
      new RunOptions(0, 0, 0, null, -1, false, 0, false, 1, Map.of());

  /// Key in [#more]: item `i` must run on worker `i`, for a body without items that runs once per
  /// worker. There are as many items as [Backend.Run#workers] then.
  public static final String EACH_WORKER = "each-worker";

  /// Key in [#more]: the run is an inner matter and does not become [LaneHistory]'s last one.
  public static final String UNRECORDED = "unrecorded";

  /// Key in [#more]: a stream gives the results in the order of the items.
  public static final String IN_ORDER = "in-order";

  /// Key in [#more]: how long each item may take, as `Duration` writes it.
  public static final String ITEM_TIMEOUT = "item-timeout";

  /// Key in [#more]: results are kept on disk, and taken from there.
  public static final String CACHE = "cache";

  /// Key in [#more]: the folder for results, where it is not the user's.
  public static final String CACHE_DIR = "cache-dir";

  /// Key in [#more]: captured variables whose values do not count, with commas.
  public static final String CACHE_IGNORE = "cache-ignore";

  /// Key in [#more]: what the results of this body are called in the cache.
  public static final String CACHE_NAME = "cache-name";

  /// Key in [#more]: results are kept on disk until every item has one.
  public static final String RESUME = "resume";

  /// Whether results are kept on disk, for long or until the run is complete.
  public boolean keepsResults() {
    return more.containsKey(CACHE) || more.containsKey(RESUME);
  }

  /// Whether item `i` must run on worker `i`.
  public boolean eachWorker() {
    return more.containsKey(EACH_WORKER);
  }

  /// How long each attempt at an item may take, or null.
  public Duration itemTimeout() {
    String given = more.get(ITEM_TIMEOUT);
    return given == null ? null : Duration.parse(given);
  }

  /// These options with another limit for each item.
  public RunOptions withItemTimeout(Duration duration) {
    return with(ITEM_TIMEOUT, duration.toString());
  }

  /// These options with another number of workers.
  public RunOptions withWorkers(int n) {
    return new RunOptions(
        n, limit, ratePerSecond, timeout, retries, keepGoing, chunk, quiet, repeat, more);
  }

  /// These options with another limit of items in flight.
  public RunOptions withLimit(int n) {
    return new RunOptions(
        workers, n, ratePerSecond, timeout, retries, keepGoing, chunk, quiet, repeat, more);
  }

  /// These options with another rate.
  public RunOptions withRate(double itemsPerSecond) {
    return new RunOptions(
        workers, limit, itemsPerSecond, timeout, retries, keepGoing, chunk, quiet, repeat, more);
  }

  /// These options with another timeout.
  public RunOptions withTimeout(Duration duration) {
    return new RunOptions(
        workers, limit, ratePerSecond, duration, retries, keepGoing, chunk, quiet, repeat, more);
  }

  /// These options with another number of retries.
  public RunOptions withRetries(int n) {
    return new RunOptions(
        workers, limit, ratePerSecond, timeout, n, keepGoing, chunk, quiet, repeat, more);
  }

  /// These options, going on after failures or not.
  public RunOptions withKeepGoing(boolean on) {
    return new RunOptions(
        workers, limit, ratePerSecond, timeout, retries, on, chunk, quiet, repeat, more);
  }

  /// These options with another number of items per message.
  public RunOptions withChunk(int n) {
    return new RunOptions(
        workers, limit, ratePerSecond, timeout, retries, keepGoing, n, quiet, repeat, more);
  }

  /// These options with or without progress and report.
  public RunOptions withQuiet(boolean on) {
    return new RunOptions(
        workers, limit, ratePerSecond, timeout, retries, keepGoing, chunk, on, repeat, more);
  }

  /// These options with another number of repetitions.
  public RunOptions withRepeat(int n) {
    return new RunOptions(
        workers, limit, ratePerSecond, timeout, retries, keepGoing, chunk, quiet, n, more);
  }

  /// These options with one more option of a single lane.
  public RunOptions with(String name, String value) {
    Map<String, String> all = new LinkedHashMap<>(more);
    all.put(name, value);
    return new RunOptions(
        workers, limit, ratePerSecond, timeout, retries, keepGoing, chunk, quiet, repeat, all);
  }
}
