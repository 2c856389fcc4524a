package org.jlanes.runtime.magic;

import java.util.List;

/// What could stand at a cursor in a magic's header.
///
/// @param start offset in the cell where the replaced text begins; it ends at the cursor
/// @param candidates the candidates, best first
public record MagicCompletion(int start, List<Candidate> candidates) {
  /// One candidate.
  ///
  /// @param text what is inserted
  /// @param kind what it is, in one word that front ends show: `path`, `option`, `instance`, …
  /// @param description a few words on it; may be empty
  public record Candidate(String text, String kind, String description) {}
}
