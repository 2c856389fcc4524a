package org.jlanes.lanes.run;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jlanes.runtime.engine.Services;

/// The lanes of this JVM: the built-in ones and those of [LaneProvider]s. Each backend is created
/// when it is first asked for and lives as long as the JVM, so that worker processes are shared by
/// all cells. Safe for any thread.
public final class LaneProviders {
  private static final Map<String, Backend> BACKENDS = new ConcurrentHashMap<>();

  private LaneProviders() {}

  /// The backend of a lane.
  ///
  /// @throws IllegalArgumentException if there is no such lane; the message lists those there are
  public static Backend backend(String name) {
    return BACKENDS.computeIfAbsent(name, LaneProviders::create);
  }

  private static Backend create(String name) {
    return switch (name) {
      case "sequential" -> new SequentialBackend();
      case "threads" -> new ThreadsBackend();
      case "virtual" -> new VirtualBackend();
      default -> provided(name);
    };
  }

  private static Backend provided(String name) {
    Map<String, LaneProvider> found = new TreeMap<>();
    // The context loader is the one that sees the user's jars.
    for (ClassLoader loader :
        Arrays.asList(
            LaneProviders.class.getClassLoader(), Thread.currentThread().getContextClassLoader())) {
      Services.of(LaneProvider.class, loader)
          .forEach(provider -> found.putIfAbsent(provider.name(), provider));
    }
    LaneProvider provider = found.get(name);
    if (provider == null) {
      List<String> known =
          Stream.concat(Stream.of("sequential", "threads", "virtual"), found.keySet().stream())
              .toList();
      throw new IllegalArgumentException(
          "there is no lane `" + name + "` here; there are " + String.join(", ", known));
    }
    return provider.create();
  }
}
