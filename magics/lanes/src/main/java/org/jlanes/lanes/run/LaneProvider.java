package org.jlanes.lanes.run;

/// Brings a lane: named in `META-INF/services/org.jlanes.lanes.run.LaneProvider`, found by
/// `ServiceLoader`.
public interface LaneProvider {
  /// The lane's name as in the magic: `threads`, `processes`, …
  String name();

  /// Creates the backend. Called once per JVM: what the backend keeps (such as worker processes)
  /// lives across runs and cells.
  Backend create();
}
