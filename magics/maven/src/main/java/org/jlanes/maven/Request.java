package org.jlanes.maven;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is asked for. The components are those of the table at [Resolving].
record Request(
    List<String> artifacts,
    Map<String, String> repositories,
    boolean offline,
    Path home,
    Optional<Path> settings,
    Optional<Path> mavenHome,
    Map<String, String> environment) {

  /// Reads the map.
  ///
  /// @throws ClassCastException if a value is of another type than the table says
  static Request of(Map<String, Object> map) {
    return new Request(
        ((List<?>) map.get("artifacts")).stream().map(String.class::cast).toList(),
        texts(map.get("repositories")),
        (Boolean) map.get("offline"),
        (Path) map.get("home"),
        Optional.ofNullable((Path) map.get("settings")),
        Optional.ofNullable((Path) map.get("mavenHome")),
        texts(map.get("environment")));
  }

  private static Map<String, String> texts(Object map) {
    Map<String, String> texts = new LinkedHashMap<>();
    ((Map<?, ?>) map).forEach((key, value) -> texts.put((String) key, (String) value));
    return texts;
  }
}
