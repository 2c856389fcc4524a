package org.jlanes.maven;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// Requests of a test, for a user with a home of the test's own: nothing is read from the home of
/// whoever runs the tests, and no request leaves the machine. For one thread.
final class Asking {
  private static final long PATIENCE_SECONDS = 60;

  private final Map<String, Object> request = new HashMap<>();
  private final Map<String, String> repositories = new LinkedHashMap<>();
  private final Path home;
  final List<Map<String, Object>> transfers = new CopyOnWriteArrayList<>();

  Asking(Path folder) throws IOException {
    // A build that was started with it hands it on to its tests, and the resolver heeds it.
    System.clearProperty("maven.repo.local");
    home = Files.createDirectories(folder.resolve("home"));
    request.put("repositories", repositories);
    request.put("offline", false);
    request.put("home", home);
    request.put("environment", Map.of());
    Path nothing = Files.createDirectories(folder.resolve("nothing"));
    settings(mirror("central", nothing.toUri().toString()));
  }

  static String mirror(String of, String url) {
    return "<mirrors><mirror><id>stand-in</id><mirrorOf>%s</mirrorOf><url>%s</url></mirror></mirrors>"
        .formatted(of, url);
  }

  /// The user's own `settings.xml`.
  Asking settings(String content) throws IOException {
    Path file = Files.createDirectories(home.resolve(".m2")).resolve("settings.xml");
    Files.writeString(file, "<settings>" + content + "</settings>");
    return this;
  }

  Asking with(String key, Object value) {
    request.put(key, value);
    return this;
  }

  Asking from(TestRepository repository) {
    return from("test", repository.url());
  }

  Asking from(String id, String url) {
    repositories.put(id, url);
    return this;
  }

  Path localRepository() {
    return home.resolve(".m2/repository");
  }

  Future<Map<String, Object>> start(String... artifacts) {
    return new Resolving().apply(with("artifacts", List.of(artifacts)).request, transfers::add);
  }

  Map<String, Object> ask(String... artifacts) throws Exception {
    return start(artifacts).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /// What was found, `artifact:version` for each, or what is wrong.
  String found(String... artifacts) throws Exception {
    return list(ask(artifacts)).stream()
        .map(one -> one.get("artifact") + ":" + one.get("version"))
        .collect(Collectors.joining(" "));
  }

  static List<Map<?, ?>> list(Map<String, Object> answer) {
    assertTrue(answer.containsKey("artifacts"), answer.toString());
    return ((List<?>) answer.get("artifacts"))
        .stream().<Map<?, ?>>map(one -> (Map<?, ?>) one).toList();
  }

  /// What is wrong and what to do.
  String trouble(String... artifacts) throws Exception {
    Map<String, Object> answer = ask(artifacts);
    assertTrue(answer.containsKey("message"), answer.toString());
    return answer.get("message") + "\n" + answer.get("advice");
  }
}
