package org.jlanes.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What is found, with all that it needs, and what of `settings.xml` counts.
@Timeout(120)
final class ResolvingTest {
  @TempDir Path folder;
  private TestRepository repository;
  private Asking asking;

  @BeforeEach
  void publish() throws Exception {
    repository =
        new TestRepository(folder.resolve("repository"))
            .publish("org.a:base:1.0")
            .publish("org.a:tests:1.0")
            .publish("org.a:lib:1.5", "org.a:base:1.0:runtime", "org.a:tests:1.0:test")
            .publish("org.a:app:2.0", "org.a:lib:1.5", "org.a:tests:1.0:provided");
    asking = new Asking(folder);
  }

  @Test
  void whatIsNeededAtRunTimeComesAlongInOrder() throws Exception {
    List<Map<?, ?>> found = Asking.list(asking.from(repository).ask("org.a:app:jar::2.0"));
    assertEquals(
        List.of("app", "lib", "base"), found.stream().map(one -> one.get("artifact")).toList());
    Map<?, ?> base = found.get(2);
    assertEquals("org.a:app:jar::2.0", base.get("request"));
    assertEquals("org.a:lib:1.5", base.get("parent"));
    assertEquals(2, base.get("depth"));
    assertEquals("test", base.get("source"));
    Path file = (Path) base.get("file");
    assertTrue(file.startsWith(asking.localRepository()), file.toString());
    assertEquals(-1, Files.mismatch(repository.file("org.a:base:1.0", ".jar"), file));
  }

  @Test
  void theSecondTimeNothingIsTransferred() throws Exception {
    asking.from(repository).ask("org.a:app:jar::2.0");
    assertTrue(
        asking.transfers.stream()
            .anyMatch(t ->
                t.get("name").toString().endsWith("app-2.0.jar")
                    && t.get("state").equals("arrived")),
        asking.transfers.toString());
    asking.transfers.clear();
    List<Map<?, ?>> found = Asking.list(asking.ask("org.a:app:jar::2.0"));
    assertEquals(List.of(), asking.transfers);
    assertTrue(found.stream().allMatch(one -> one.get("source").equals("")), found.toString());
  }

  @Test
  void aMirrorOfTheSettingsStandsForCentral() throws Exception {
    asking.settings(Asking.mirror("*", repository.url()));
    List<Map<?, ?>> found = Asking.list(asking.ask("org.a:base:jar::1.0"));
    assertEquals("stand-in", found.getFirst().get("source"));
  }

  @Test
  void theSettingsOfTheRequestAndOfTheInstalledMavenCount() throws Exception {
    Path maven = Files.createDirectories(folder.resolve("maven/conf")).getParent();
    Files.writeString(
        maven.resolve("conf/settings.xml"),
        "<settings>" + Asking.mirror("*", repository.url()) + "</settings>");
    asking.settings("").with("mavenHome", maven);
    assertEquals("base:1.0", asking.found("org.a:base:jar::1.0"));

    Path other = folder.resolve("other.xml");
    Files.writeString(
        other, "<settings><localRepository>${env.ELSEWHERE}/r</localRepository></settings>");
    asking.with("settings", other).with("environment", Map.of("ELSEWHERE", folder.toString()));
    assertEquals("base:1.0", asking.found("org.a:base:jar::1.0"));
    assertTrue(Files.exists(folder.resolve("r/org/a/base/1.0/base-1.0.jar")));
  }

  @Test
  void repositoriesOfAnActiveProfileAreAsked() throws Exception {
    asking.settings(
        Asking.mirror("central", folder.toUri().toString())
            + """
            <profiles><profile><id>mine</id><repositories><repository>
            <id>of-profile</id><url>%s</url></repository></repositories></profile></profiles>
            <activeProfiles><activeProfile>mine</activeProfile></activeProfiles>
            """
                .formatted(repository.url()));
    assertEquals(
        "of-profile", Asking.list(asking.ask("org.a:base:jar::1.0")).getFirst().get("source"));
  }

  @Test
  void offlineTakesWhatIsThereAndSaysWhatIsNot() throws Exception {
    assertEquals("base:1.0", asking.from(repository).found("org.a:base:jar::1.0"));
    asking.with("offline", true);
    assertEquals("base:1.0", asking.found("org.a:base:jar::1.0"));
    String trouble = asking.trouble("org.a:app:jar::2.0");
    assertTrue(trouble.contains("org.a:app:2.0 is not in " + asking.localRepository()), trouble);
    assertTrue(trouble.contains("offline"), trouble);
  }

  @Test
  void offlineInTheSettingsCountsToo() throws Exception {
    asking.settings("<offline>true</offline>").from(repository);
    String trouble = asking.trouble("org.a:app:jar::2.0");
    assertTrue(trouble.contains("offline"), trouble);
    assertEquals(List.of(), asking.transfers);
  }

  @Test
  void classifiersRangesAndLatestAreWhatTheyAreToMaven() throws Exception {
    repository.publish("org.a:base:1.9").publish("org.a:base:2.1");
    repository.jar("org.a:base:1.9", "-tool.jar");
    repository.versions("org.a", "base", "1.0", "1.9", "2.1");
    asking.from(repository);
    assertEquals("base:1.9", asking.found("org.a:base:jar::[1.0,2.0)"));
    assertEquals("base:2.1", asking.found("org.a:base:jar::LATEST"));
    Map<?, ?> tool = Asking.list(asking.ask("org.a:base:jar:tool:1.9")).getFirst();
    assertEquals("tool", tool.get("classifier"));
    assertTrue(tool.get("file").toString().endsWith("base-1.9-tool.jar"), tool.toString());
    assertEquals("pom", Asking.list(asking.ask("org.a:base:pom::1.9")).getFirst().get("extension"));
  }

  @Test
  void theNearestOfTwoVersionsIsTaken() throws Exception {
    repository.publish("org.a:base:2.0");
    asking.from(repository);
    assertEquals(
        "base:2.0 app:2.0 lib:1.5", asking.found("org.a:base:jar::2.0", "org.a:app:jar::2.0"));
  }
}
