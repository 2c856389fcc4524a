package org.jlanes.maven;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.collection.DependencyCollectionException;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.graph.DependencyNode;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.util.artifact.ArtifactIdUtils;

/// Finds what was asked for and all that it needs at run time, and fetches it. For one request, on
/// a thread of [ResolverThreads].
final class Resolver {
  /// As many files at once as `mvn` fetches.
  private static final int AT_ONCE = 5;

  private final Surroundings surroundings;

  Resolver(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /// Where in the tree of needs an artifact stands.
  ///
  /// @param request what was asked for and brought it
  /// @param parent who needs it; empty if it was asked for
  record Place(Artifact artifact, String request, String parent, int depth) {
    boolean isAskedFor() {
      return depth == 0;
    }
  }

  /// Finds and fetches, in class-path order.
  ///
  /// @param requests `group:artifact:extension:classifier:version`
  /// @throws Trouble if something cannot be had
  List<Found> resolve(List<String> requests) throws Trouble, InterruptedException {
    List<Place> places = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (DependencyNode child : collect(requests).getChildren()) {
      place(child, requestOf(child, requests), "", 0, seen, places);
    }
    return fetch(places);
  }

  private DependencyNode collect(List<String> requests) throws Trouble {
    CollectRequest collect = new CollectRequest().setRepositories(surroundings.repositories());
    requests.forEach(
        request -> collect.addDependency(new Dependency(artifact(request), "compile")));
    try {
      return surroundings.system().collectDependencies(surroundings.session(), collect).getRoot();
    } catch (DependencyCollectionException e) {
      throw new Explanation(surroundings).of(e, requests);
    }
  }

  static Artifact artifact(String request) {
    String[] parts = request.split(":", 5);
    return new DefaultArtifact(parts[0], parts[1], parts[3], parts[2], parts[4]);
  }

  private static String requestOf(DependencyNode node, List<String> requests) {
    return Stream.concat(node.getRelocations().stream(), Stream.of(node.getArtifact()))
        .flatMap(artifact -> requests.stream().filter(request -> isOf(request, artifact)))
        .findFirst()
        .orElse("");
  }

  /// Whether an artifact was asked for, in whatever version.
  static boolean isOf(String request, Artifact artifact) {
    return ArtifactIdUtils.toVersionlessId(artifact(request))
        .equals(ArtifactIdUtils.toVersionlessId(artifact));
  }

  private static void place(
      DependencyNode node,
      String request,
      String parent,
      int depth,
      Set<String> seen,
      List<Place> places) {
    Artifact artifact = node.getArtifact();
    if (!seen.add(ArtifactIdUtils.toId(artifact))) {
      return;
    }
    // What is needed and no jar (a POM that only lists others, say) is of no use on a class path.
    if (depth == 0 || artifact.getExtension().equals("jar")) {
      places.add(new Place(artifact, request, parent, depth));
    }
    for (DependencyNode child : node.getChildren()) {
      String scope = child.getDependency().getScope();
      if (scope.isEmpty() || scope.equals("compile") || scope.equals("runtime")) {
        place(child, request, name(artifact), depth + 1, seen, places);
      }
    }
  }

  /// `group:artifact:version`.
  static String name(Artifact artifact) {
    return artifact.getGroupId()
        + ":"
        + artifact.getArtifactId()
        + ":"
        + (artifact.getClassifier().isEmpty() ? "" : artifact.getClassifier() + ":")
        + artifact.getBaseVersion();
  }

  private List<Found> fetch(List<Place> places) throws Trouble, InterruptedException {
    // The resolver's own pool has platform threads, which an interrupt does not stop.
    try (ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE, ResolverThreads.FACTORY)) {
      List<Callable<Found>> tasks =
          places.stream().map(place -> (Callable<Found>) () -> fetch(place)).toList();
      List<Found> found = new ArrayList<>();
      List<Explanation.Failure> failures = new ArrayList<>();
      List<Future<Found>> futures = pool.invokeAll(tasks);
      for (int i = 0; i < futures.size(); i++) {
        try {
          found.add(futures.get(i).get());
        } catch (ExecutionException e) {
          failures.add(new Explanation.Failure(places.get(i), e.getCause()));
        }
      }
      if (!failures.isEmpty()) {
        throw new Explanation(surroundings).of(failures);
      }
      return found;
    }
  }

  private Found fetch(Place place) throws ArtifactResolutionException {
    ArtifactRequest request =
        new ArtifactRequest(place.artifact(), surroundings.repositories(), null);
    Artifact had =
        surroundings.system().resolveArtifact(surroundings.session(), request).getArtifact();
    return new Found(
        had,
        had.getFile().toPath(),
        place.request(),
        place.parent(),
        place.depth(),
        surroundings.transfers().source(had.getFile().toPath()));
  }
}
