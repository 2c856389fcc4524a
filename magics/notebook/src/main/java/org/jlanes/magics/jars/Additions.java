package org.jlanes.magics.jars;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What of the resolver's answer goes on the class path, and what does not.
///
/// @param added jars that are new there, in class-path order
/// @param present what is there already, in the same version
/// @param conflicts what is there in another version, which stays: classes of it may be loaded, and
///   two versions side by side fail in ways that nobody understands
/// @param others what was asked for and is no jar
record Additions(
    List<Artifact> added, List<Artifact> present, List<Conflict> conflicts, List<Artifact> others) {

  /// A jar that was wanted, and what is loaded in its place.
  record Conflict(Artifact wanted, Coordinates loaded) {}

  /// Compares with what is loaded.
  ///
  /// @param loaded by [Coordinates#key]
  static Additions of(List<Artifact> found, Map<String, Coordinates> loaded) {
    Additions all =
        new Additions(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (Artifact artifact : found) {
      Coordinates there = loaded.get(artifact.coordinates().key());
      if (!artifact.isJar()) {
        all.others.add(artifact);
      } else if (there == null) {
        all.added.add(artifact);
      } else if (there.version().equals(artifact.coordinates().version())) {
        all.present.add(artifact);
      } else {
        all.conflicts.add(new Conflict(artifact, there));
      }
    }
    return all;
  }

  /// The files that are new.
  List<Path> files() {
    return added.stream().map(Artifact::file).toList();
  }
}
