package org.jlanes.magics.jars;

import java.nio.file.Path;
import java.util.Map;

/// A file that the resolver has found.
///
/// @param request what was asked for and brought it, all its parts
/// @param parent who needs it; empty if it was asked for
/// @param depth how many steps it is away from what was asked for
/// @param source the id of the repository that it was downloaded from; empty if it was there
record Artifact(
    Coordinates coordinates, Path file, String request, String parent, int depth, String source) {

  /// Reads a part of the resolver's answer.
  static Artifact of(Map<?, ?> map) {
    return new Artifact(
        new Coordinates(
            (String) map.get("group"),
            (String) map.get("artifact"),
            (String) map.get("extension"),
            (String) map.get("classifier"),
            (String) map.get("version")),
        (Path) map.get("file"),
        (String) map.get("request"),
        (String) map.get("parent"),
        (Integer) map.get("depth"),
        (String) map.get("source"));
  }

  boolean isJar() {
    return coordinates.extension().equals("jar");
  }
}
