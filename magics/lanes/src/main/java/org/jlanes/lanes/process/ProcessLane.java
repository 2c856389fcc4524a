package org.jlanes.lanes.process;

import org.jlanes.lanes.run.Backend;
import org.jlanes.lanes.run.LaneProvider;

/// Brings the lane `processes`.
public final class ProcessLane implements LaneProvider {
  /// The lane's name.
  static final String NAME = "processes";

  /// For `ServiceLoader`.
  public ProcessLane() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Backend create() {
    return new ProcessBackend();
  }
}
