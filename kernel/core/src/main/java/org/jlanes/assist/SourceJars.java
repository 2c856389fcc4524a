package org.jlanes.assist;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds what documents the notebook's jars: `lib-1.0-sources.jar` and `lib-1.0-javadoc.jar` beside
/// `lib-1.0.jar`, as in a local Maven repository. For one thread at a time.
final class SourceJars {
  private List<Path> known = List.of();
  private final RecentComments recent = new RecentComments();
  private JavadocJars pages = new JavadocJars(List.of());

  /// What was found in them lately.
  RecentComments recent() {
    return recent;
  }

  /// The pages about the jars that were added last.
  JavadocJars pages() {
    return pages;
  }

  /// Has Javadoc looked for in the sources of these jars.
  void addTo(ShellInternals internals, List<Path> classPath) throws ReflectiveOperationException {
    if (classPath.equals(known)) {
      return;
    }
    List<Path> sources = new ArrayList<>();
    List<Path> javadoc = new ArrayList<>();
    for (Path entry : classPath) {
      beside(entry, "-sources.jar").ifPresent(sources::add);
      beside(entry, "-javadoc.jar").ifPresent(javadoc::add);
    }
    pages = new JavadocJars(List.copyOf(javadoc));
    internals.addSources(sources);
    recent.clear();
    known = List.copyOf(classPath);
  }

  private static Optional<Path> beside(Path jar, String suffix) {
    String name = jar.getFileName() == null ? "" : jar.getFileName().toString();
    if (!name.endsWith(".jar")) {
      return Optional.empty();
    }
    Path file = jar.resolveSibling(name.substring(0, name.length() - ".jar".length()) + suffix);
    return Files.isReadable(file) ? Optional.of(file) : Optional.empty();
  }
}
