package org.jlanes.lanes;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jlanes.runtime.display.Displayable;

/// The results that runs with [Lane#cache] and [Lane#resume] have kept on disk. `%cache` is the
/// same as a magic. Shown as a table. Safe for any thread, and for several kernels at once.
///
/// @see Lanes#cache
public interface ResultCache extends Displayable {
  /// The results of one body with the values that it captured.
  ///
  /// @param name what the user calls them
  /// @param key what tells the body from others: hexadecimal digits
  /// @param unfinished whether they are of a run that can be resumed, and go when it is complete
  /// @param results how many there are
  /// @param bytes what they take on disk
  /// @param hits how often one was taken from here, in all kernels
  /// @param used when one was stored or taken last
  record Body(
      String name,
      String key,
      boolean unfinished,
      int results,
      long bytes,
      long hits,
      Instant used) {}

  /// What was removed.
  ///
  /// @param results how many
  /// @param bytes what they took on disk
  record Cleared(int results, long bytes) {}

  /// Where they are.
  Path folder();

  /// The most bytes that they take together; more, and those go that were not used for longest.
  long limit();

  /// Everything there is; what was used last comes first.
  List<Body> list();

  /// Removes results.
  ///
  /// @param name of which bodies: a name, or the first digits (8 at least) of a key; null for all
  /// @param unusedFor only those that were not used for so long; zero for all
  /// @throws IllegalArgumentException if there is nothing of that name
  /// @throws IOException if a file cannot be removed
  Cleared clear(String name, Duration unusedFor) throws IOException;
}
