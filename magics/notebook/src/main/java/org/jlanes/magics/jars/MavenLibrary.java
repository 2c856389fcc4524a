package org.jlanes.magics.jars;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Maven's resolver: the jars in the folder `maven/` of the distribution, in a class loader of
/// their own that sees the JDK besides. Loaded when first asked for, and kept. Its monitor guards
/// it.
final class MavenLibrary {
  /// Names another folder.
  private static final String PROPERTY = "jlanes.maven";

  private BiFunction<
          Map<String, Object>, Consumer<Map<String, Object>>, Future<Map<String, Object>>>
      resolver;

  /// Asks the resolver.
  ///
  /// @throws IOException if the folder is not there
  Future<Map<String, Object>> ask(
      Map<String, Object> request, Consumer<Map<String, Object>> progress) throws IOException {
    return resolver().apply(request, progress);
  }

  private synchronized BiFunction<
          Map<String, Object>, Consumer<Map<String, Object>>, Future<Map<String, Object>>>
      resolver() throws IOException {
    if (resolver == null) {
      Path folder = folder();
      List<URL> jars = jars(folder);
      if (jars.isEmpty()) {
        throw new IOException(
            folder
                + " has no jars: this JLanes is not complete. Build it again (mvn package) and"
                + " install it (jlanes install).");
      }
      resolver = load(jars);
    }
    return resolver;
  }

  private static Path folder() {
    String named = System.getProperty(PROPERTY);
    if (named != null) {
      return Path.of(named);
    }
    try {
      // …/lib/jlanes-notebook.jar
      return Path.of(MavenLibrary.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .resolveSibling("../maven")
          .normalize();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the jar of this class has no path", e);
    }
  }

  private static List<URL> jars(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".jar"))
          .sorted()
          .map(MavenLibrary::url)
          .toList();
    }
  }

  private static URL url(Path jar) {
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(jar.toString(), e);
    }
  }

  // The loader stays open, as long as the resolver lives. The types are those of the service.
  @SuppressWarnings({"unchecked", "rawtypes"})
  private static BiFunction<
          Map<String, Object>, Consumer<Map<String, Object>>, Future<Map<String, Object>>>
      load(List<URL> jars) {
    URLClassLoader loader =
        new URLClassLoader(
            "jlanes-maven", jars.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    ServiceLoader<BiFunction> services = ServiceLoader.load(BiFunction.class, loader);
    return services
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no resolver in " + jars));
  }
}
