package org.jlanes.maven;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.aether.artifact.Artifact;

/// A file that was asked for or is needed.
///
/// @param artifact what it is; the version of a snapshot is its base version
/// @param file where it lies, in the local repository
/// @param request what was asked for and brought it, as it was written in the request
/// @param parent who needs it, `group:artifact:version`; empty if it was asked for
/// @param depth how many steps it is away from what was asked for
/// @param source the id of the repository that it was downloaded from just now; empty if it was
///   there
record Found(
    Artifact artifact, Path file, String request, String parent, int depth, String source) {

  /// As part of an answer: `group`, `artifact`, `extension`, `classifier`, `version`, `request`,
  /// `parent` and `source` are texts, `file` is a `Path`, `depth` an `Integer`.
  Map<String, Object> toMap() {
    Map<String, Object> map = new HashMap<>();
    map.put("group", artifact.getGroupId());
    map.put("artifact", artifact.getArtifactId());
    map.put("extension", artifact.getExtension());
    map.put("classifier", artifact.getClassifier());
    map.put("version", artifact.getBaseVersion());
    map.put("file", file);
    map.put("request", request);
    map.put("parent", parent);
    map.put("depth", depth);
    map.put("source", source);
    return map;
  }
}
