package org.jlanes.magics.jars;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jlanes.magics.general.MagicCell;
import org.jlanes.runtime.magic.MagicError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `%maven` with a resolver that answers what the test says.
@Timeout(120)
final class MavenMagicTest {
  private final MagicCell cell = new MagicCell();
  private final List<Map<String, Object>> asked = new ArrayList<>();
  private CompletableFuture<Map<String, Object>> answer = new CompletableFuture<>();
  private final List<Map<String, Object>> transfers = new ArrayList<>();
  private final MavenMagic magic =
      new MavenMagic((request, progress) -> {
        asked.add(request);
        transfers.forEach(progress);
        return answer;
      });
  @TempDir Path folder;

  private Map<String, Object> artifact(String coordinates, String parent) throws Exception {
    String[] parts = coordinates.split(":");
    String extension = parts.length > 3 ? parts[2] : "jar";
    String version = parts[parts.length - 1];
    Map<String, Object> map = new HashMap<>();
    map.put("group", parts[0]);
    map.put("artifact", parts[1]);
    map.put("extension", extension);
    map.put("classifier", "");
    map.put("version", version);
    Path file = folder.resolve(parts[1] + "-" + version + "." + extension);
    map.put("file", Files.writeString(file, "1234567890"));
    map.put("request", "");
    map.put("parent", parent);
    map.put("depth", parent.isEmpty() ? 0 : 1);
    map.put("source", parent.isEmpty() ? "" : "central");
    return map;
  }

  /// Lets the resolver find artifacts.
  ///
  /// @param found `group:artifact:version`, and behind a blank who needs it
  private void answer(String... found) throws Exception {
    List<Map<String, Object>> artifacts = new ArrayList<>();
    for (String one : found) {
      String[] words = one.split(" ");
      artifacts.add(artifact(words[0], words.length > 1 ? words[1] : ""));
    }
    answer =
        CompletableFuture.completedFuture(
            Map.of("artifacts", artifacts, "localRepository", folder));
  }

  private String run(String text) throws Exception {
    cell.run(magic, text);
    return cell.shown().isEmpty() ? "" : cell.shown().getLast().plain();
  }

  @Test
  void theRequestHasWhatStandsInTheCell() throws Exception {
    Path settings = Files.createFile(folder.resolve("s.xml"));
    answer();
    run(
        "%maven --offline a.b:c:1 --repo https://host/r --repo id::file:///r d:e:pom:[1,2)"
            + " f:g:jar:tool:LATEST --settings="
            + settings);
    Map<String, Object> request = asked.getFirst();
    assertEquals(
        List.of("a.b:c:jar::1", "d:e:pom::[1,2)", "f:g:jar:tool:LATEST"), request.get("artifacts"));
    assertEquals(
        Map.of("https-host-r", "https://host/r", "id", "file:///r"), request.get("repositories"));
    assertEquals(true, request.get("offline"));
    assertEquals(settings, request.get("settings"));
  }

  @Test
  void whatIsFoundIsAddedAtOnceAndNamed() throws Exception {
    answer("a:app:1", "a:lib:2 a:app:1");
    String text = run("%maven a:app:1");
    assertEquals(List.of(folder.resolve("app-1.jar"), folder.resolve("lib-2.jar")), cell.classPath);
    assertEquals(
        """
        Added 2 jars (1 of them needed by others; 0.02 kB; downloaded from central).
          a:app:1
            a:lib:2\
        """,
        text);
    assertTrue(cell.shown().getLast().data().get("text/html").toString().contains("a:lib:2"));

    assertEquals("All of it is loaded already.", run("%maven a:app:1"));
    cell.run(magic, "%maven");
    assertEquals("a:app:1\na:lib:2\n", cell.out());
  }

  @Test
  void whatIsLoadedInAnotherVersionStaysAndIsNamed() throws Exception {
    answer("a:lib:1");
    run("%maven a:lib:1");
    answer("a:app:1", "a:lib:2 a:app:1");
    String text = run("%maven a:app:1");
    assertEquals(List.of(folder.resolve("lib-1.jar"), folder.resolve("app-1.jar")), cell.classPath);
    assertTrue(
        text.contains("Not added: a:lib:2 (needed by a:app:1), because version 1 is loaded."),
        text);
    assertTrue(text.contains("restart the kernel"), text);
  }

  @Test
  void whatIsNoJarIsNotAdded() throws Exception {
    answer("a:list:pom:1", "a:lib:2 a:list:1");
    String text = run("%maven a:list:pom:1");
    assertEquals(List.of(folder.resolve("lib-2.jar")), cell.classPath);
    assertTrue(text.contains("No jar, so not on the class path: " + folder), text);
  }

  @Test
  void troubleIsMarkedAtTheWordThatItIsAboutAndNothingIsAdded() throws Exception {
    answer =
        CompletableFuture.completedFuture(
            Map.of("message", "there is no b:c:2", "advice", "Look.", "request", "b:c:jar::2"));
    String text = "%maven a:b:1 b:c:2";
    MagicError mistake = assertThrows(MagicError.class, () -> cell.run(magic, text));
    assertEquals("there is no b:c:2", mistake.getMessage());
    assertEquals("b:c:2", text.substring(mistake.start(), mistake.end()));
    assertEquals("Look.\nSee README.md#maven.", mistake.advice());
    assertEquals(List.of(), cell.classPath);
  }

  @Test
  void downloadsAreShownAndTheSummaryTakesTheirPlace() throws Exception {
    transfers.add(transfer("a/lib/2/lib-2.jar", 1_500_000, "running"));
    transfers.add(transfer("a/app/1/app-1.pom", 500_000, "arrived"));
    transfers.add(transfer("a/gone/1/gone-1.pom", 0, "running"));
    transfers.add(transfer("a/gone/1/gone-1.pom", 0, "failed"));
    CompletableFuture<String> text = new CompletableFuture<>();
    Thread.ofVirtual().start(() -> text.completeAsync(() -> inBackground("%maven a:lib:2")));
    assertEquals(
        "Maven: 1 file, 2.00 MB\n  lib-2.jar  1.50 MB of 3.00 MB from central",
        cell.awaitDisplay());
    answer.complete(
        Map.of("artifacts", List.of(artifact("a:lib:2", "")), "localRepository", folder));
    assertTrue(text.get(60, TimeUnit.SECONDS).startsWith("Added 1 jar "), text::join);
    assertEquals(2, cell.shown().size());
  }

  private static Map<String, Object> transfer(String name, long bytes, String state) {
    return Map.of(
        "name", name, "repository", "central", "bytes", bytes, "total", 3_000_000L, "state", state);
  }

  private String inBackground(String text) {
    try {
      return run(text);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void anInterruptEndsTheWaitAndTheWork() throws Exception {
    transfers.add(transfer("a/lib/2/lib-2.jar", 1_500_000, "running"));
    CompletableFuture<String> ended = new CompletableFuture<>();
    Thread thread =
        Thread.ofPlatform()
            .start(() -> {
              try {
                ended.complete(run("%maven a:lib:2"));
              } catch (Exception e) {
                ended.completeExceptionally(e);
              }
            });
    cell.awaitDisplay();
    thread.interrupt();
    ExecutionException e =
        assertThrows(ExecutionException.class, () -> ended.get(60, TimeUnit.SECONDS));
    assertTrue(e.getCause() instanceof InterruptedException, e::toString);
    assertTrue(answer.isCancelled());
    String last = cell.shown().getLast().plain();
    assertTrue(last.contains("stopped"), last);
    assertEquals(List.of(), cell.classPath);
  }

  @Test
  void anInstallationWithoutTheResolverSaysSo() throws Exception {
    System.setProperty("jlanes.maven", folder.resolve("none").toString());
    try {
      Exception e = assertThrows(Exception.class, () -> cell.run(new MavenMagic(), "%maven a:b:1"));
      assertTrue(e.getMessage().contains("Build it again"), e.getMessage());
      assertFalse(e instanceof MagicError);
    } finally {
      System.clearProperty("jlanes.maven");
    }
  }
}
