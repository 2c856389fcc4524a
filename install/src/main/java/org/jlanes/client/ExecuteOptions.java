package org.jlanes.client;

import java.time.Duration;
import java.util.Map;

/// How code is executed.
///
/// @param silent without outputs of its own and without counting
/// @param storeHistory whether it counts
/// @param userExpressions evaluated after success, by name
/// @param stopOnError whether a failure aborts what is queued behind it
/// @param timeout how long to wait for the end; null for ever
/// @param input answers what the code asks; null if it may not ask
/// @param cellId the cell's id in the notebook, or null
public record ExecuteOptions(
    boolean silent,
    boolean storeHistory,
    Map<String, String> userExpressions,
    boolean stopOnError,
    Duration timeout,
    InputProvider input,
    String cellId) {
  /// As a front end runs a cell: counted, stops what is queued when it fails, no input, no timeout.
  public static final ExecuteOptions DEFAULT =
      new ExecuteOptions(false, true, Map.of(), true, null, null, null);

  /// With a limit on the time to wait.
  public ExecuteOptions withTimeout(Duration limit) {
    return new ExecuteOptions(
        silent, storeHistory, userExpressions, stopOnError, limit, input, cellId);
  }

  /// With answers to what the code asks.
  public ExecuteOptions withInput(InputProvider provider) {
    return new ExecuteOptions(
        silent, storeHistory, userExpressions, stopOnError, timeout, provider, cellId);
  }

  /// Without outputs of its own, not counted.
  public ExecuteOptions silently() {
    return new ExecuteOptions(true, false, userExpressions, stopOnError, timeout, input, cellId);
  }

  /// Not counted.
  public ExecuteOptions uncounted() {
    return new ExecuteOptions(silent, false, userExpressions, stopOnError, timeout, input, cellId);
  }

  /// With expressions to evaluate after success.
  public ExecuteOptions withUserExpressions(Map<String, String> expressions) {
    return new ExecuteOptions(
        silent, storeHistory, expressions, stopOnError, timeout, input, cellId);
  }

  /// A failure does not abort what is queued.
  public ExecuteOptions goingOnAfterErrors() {
    return new ExecuteOptions(silent, storeHistory, userExpressions, false, timeout, input, cellId);
  }

  /// With the cell's id in the notebook.
  public ExecuteOptions withCellId(String id) {
    return new ExecuteOptions(
        silent, storeHistory, userExpressions, stopOnError, timeout, input, id);
  }
}
