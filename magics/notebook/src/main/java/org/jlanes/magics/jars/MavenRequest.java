package org.jlanes.magics.jars;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jlanes.magics.general.UserPath;
import org.jlanes.magics.general.Words;
import org.jlanes.runtime.magic.MagicDraft;
import org.jlanes.runtime.magic.MagicError;
import org.jlanes.runtime.magic.Nearest;
import org.jlanes.runtime.scope.ChildEnvironment;

/// What stands behind `%maven`.
///
/// @param wanted the coordinates, each with its place in the cell
/// @param repositories more repositories, id to URL
/// @param settings what to read instead of the user's `settings.xml`
record MavenRequest(
    Map<Coordinates, Words.Word> wanted,
    Map<String, String> repositories,
    boolean offline,
    Optional<Path> settings) {

  private static final List<String> OPTIONS =
      List.of("--offline", "--repo", "--settings", "--help");

  /// Reads a call.
  ///
  /// @throws MagicError at the first mistake
  static MavenRequest of(MagicDraft call) throws MagicError {
    Map<Coordinates, Words.Word> wanted = new LinkedHashMap<>();
    Map<String, String> repositories = new LinkedHashMap<>();
    boolean offline = false;
    Optional<Path> settings = Optional.empty();
    List<Words.Word> words = new ArrayList<>(Words.of(call));
    while (!words.isEmpty()) {
      Words.Word word = words.removeFirst();
      if (!word.text().startsWith("-")) {
        add(Coordinates.of(word), word, wanted);
        continue;
      }
      String option = word.text().split("=", 2)[0];
      switch (option) {
        case "--offline" -> offline = true;
        case "--repo" -> repository(value(word, words, "URL"), repositories);
        case "--settings" -> settings = Optional.of(file(value(word, words, "FILE")));
        default -> throw unknown(word, option);
      }
    }
    return new MavenRequest(wanted, repositories, offline, settings);
  }

  private static void add(
      Coordinates coordinates, Words.Word word, Map<Coordinates, Words.Word> wanted)
      throws MagicError {
    for (Coordinates other : wanted.keySet()) {
      if (other.key().equals(coordinates.key())) {
        throw Words.wrong(
            word,
            other.equals(coordinates)
                ? coordinates.key() + " stands here twice"
                : "version " + other.version() + " of " + other.key() + " stands here too",
            "One of them is enough.");
      }
    }
    wanted.put(coordinates, word);
  }

  private static MagicError unknown(Words.Word word, String option) {
    List<String> near = Nearest.to(option, OPTIONS);
    return Words.wrong(
        word,
        "%maven has no option " + option,
        near.isEmpty()
            ? "Options: " + String.join(", ", OPTIONS) + "."
            : "Nearest: " + String.join(", ", near) + ".");
  }

  /// The value of an option: behind its `=`, or the next word.
  private static Words.Word value(Words.Word option, List<Words.Word> rest, String what)
      throws MagicError {
    int sign = option.text().indexOf('=');
    if (sign >= 0) {
      return new Words.Word(option.text().substring(sign + 1), option.start(), option.end());
    }
    if (rest.isEmpty()) {
      throw Words.wrong(
          option, option.text() + " needs a value", "Write " + option.text() + " " + what + ".");
    }
    return rest.removeFirst();
  }

  /// `URL`, or `ID::URL` for a repository whose login stands in the settings.
  private static void repository(Words.Word word, Map<String, String> repositories)
      throws MagicError {
    String[] parts = word.text().split("::", 2);
    String url = parts[parts.length - 1];
    try {
      if (new URI(url).getScheme() == null) {
        throw Words.wrong(
            word,
            "a repository needs a complete URL",
            "For example https://host/path, or for a folder "
                + UserPath.of(url).toUri()
                + "; with a login in settings.xml ID::URL.");
      }
    } catch (URISyntaxException e) {
      throw Words.wrong(
          word, "this is not a URL: " + e.getReason(), "For example https://host/path");
    }
    // The local repository notes from which id a file came, so the same URL has the same one
    // always.
    String id = parts.length == 2 ? parts[0] : url.replaceAll("[^A-Za-z0-9.]+", "-");
    repositories.put(id, url);
  }

  private static Path file(Words.Word word) throws MagicError {
    Path file = UserPath.of(word.text());
    if (!Files.isReadable(file)) {
      throw Words.wrong(
          word,
          Files.exists(file) ? "cannot read " + file : "there is no file " + file,
          "Relative paths start at " + Path.of("").toAbsolutePath() + ".");
    }
    return file;
  }

  /// What the resolver is given.
  Map<String, Object> toMap() {
    Map<String, Object> map = new HashMap<>();
    map.put("artifacts", wanted.keySet().stream().map(Coordinates::full).toList());
    map.put("repositories", repositories);
    map.put("offline", offline);
    map.put("home", ChildEnvironment.home());
    map.put("environment", ChildEnvironment.all());
    settings.ifPresent(file -> map.put("settings", file));
    mavenHome().ifPresent(folder -> map.put("mavenHome", folder));
    return map;
  }

  /// Where the Maven is installed that the user would start, because its settings count too.
  private static Optional<Path> mavenHome() {
    String named = ChildEnvironment.get("MAVEN_HOME");
    if (named != null && !named.isBlank()) {
      return Optional.of(Path.of(named));
    }
    return ChildEnvironment.program("mvn")
        .flatMap(MavenRequest::real)
        .map(program -> program.getParent().getParent())
        .filter(folder -> Files.exists(folder.resolve("conf").resolve("settings.xml")));
  }

  private static Optional<Path> real(Path program) {
    try {
      return Optional.of(program.toRealPath());
    } catch (java.io.IOException e) {
      // It has been there a moment ago. Without it, its settings do not count.
      return Optional.empty();
    }
  }
}
