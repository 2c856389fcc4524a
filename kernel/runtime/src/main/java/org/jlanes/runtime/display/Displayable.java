package org.jlanes.runtime.display;

/// A value that knows how to show itself as more than its `toString`.
@FunctionalInterface
public interface Displayable {
  /// The forms of this value. Called on the cell's thread.
  MimeBundle toMimeBundle();
}
