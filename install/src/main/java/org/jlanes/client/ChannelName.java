package org.jlanes.client;

import java.util.Locale;

/// The channels on which messages travel.
public enum ChannelName {
  /// Requests that wait for each other.
  SHELL,
  /// Requests that do not wait for a running cell.
  CONTROL,
  /// What the kernel publishes.
  IOPUB,
  /// Requests for input.
  STDIN;

  /// The name in lower case.
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
