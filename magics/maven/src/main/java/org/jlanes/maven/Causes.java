package org.jlanes.maven;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.eclipse.aether.collection.DependencyCollectionException;
import org.eclipse.aether.resolution.ArtifactDescriptorException;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.VersionRangeResolutionException;
import org.eclipse.aether.resolution.VersionResolutionException;

/// What stands behind an exception of the resolver.
final class Causes {
  private Causes() {}

  /// The first cause of all.
  static Throwable innermost(Throwable thrown) {
    Throwable each = thrown;
    while (each.getCause() != null && each.getCause().getMessage() != null) {
      each = each.getCause();
    }
    return each;
  }

  /// The exception, its causes, and those that the resolver keeps beside, each once.
  static List<Throwable> of(Throwable thrown) {
    List<Throwable> all = new ArrayList<>();
    add(thrown, all, Collections.newSetFromMap(new IdentityHashMap<>()));
    return all;
  }

  private static void add(Throwable thrown, List<Throwable> all, Set<Throwable> seen) {
    if (thrown == null || !seen.add(thrown)) {
      return;
    }
    all.add(thrown);
    add(thrown.getCause(), all, seen);
    List<? extends Throwable> beside =
        switch (thrown) {
          case ArtifactResolutionException e ->
              e.getResults().stream().flatMap(result -> result.getExceptions().stream()).toList();
          case ArtifactDescriptorException e -> e.getResult().getExceptions();
          case VersionRangeResolutionException e -> e.getResult().getExceptions();
          case VersionResolutionException e -> e.getResult().getExceptions();
          case DependencyCollectionException e -> e.getResult().getExceptions();
          default -> List.of();
        };
    beside.forEach(other -> add(other, all, seen));
  }
}
