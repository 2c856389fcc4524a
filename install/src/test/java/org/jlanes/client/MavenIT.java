package org.jlanes.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jlanes.wire.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `%maven` in the real kernel, whose user has a home with a `settings.xml` in which a folder of
/// the test's stands for all repositories.
@Timeout(300)
final class MavenIT {
  @TempDir private static Path folder;
  private static KernelSession kernel;

  @BeforeAll
  static void start() throws Exception {
    publish(
        "org.a:base:1.0",
        "lib.Base",
        "package lib; public class Base { public static int n() { return 1; } }");
    publish(
        "org.a:base:2.0",
        "lib.Base",
        "package lib; public class Base { public static int n() { return 2; } }");
    publish(
        "org.a:app:1.0",
        "lib.App",
        "package lib; public class App { public static String text() { return \"app\"; } }",
        "org.a:base:1.0");
    publish(
        "org.a:newer:1.0",
        "lib.Newer",
        "package lib; public class Newer { public static String text() { return \"newer\"; } }",
        "org.a:base:2.0");
    Path home = Files.createDirectories(folder.resolve("home"));
    Files.createDirectories(home.resolve(".m2"));
    Files.writeString(
        home.resolve(".m2/settings.xml"),
        "<settings><mirrors>"
            + mirror("folder", "*", folder.resolve("repository").toUri().toString())
            + "</mirrors></settings>");
    kernel =
        KernelSession.start(
            Map.of("HOME", home.toString(), "MAVEN_HOME", folder.resolve("maven").toString()));
  }

  @AfterAll
  static void end() {
    if (kernel != null) {
      kernel.close();
    }
  }

  private static String mirror(String id, String of, String url) {
    return "<mirror><id>%s</id><mirrorOf>%s</mirrorOf><url>%s</url></mirror>"
        .formatted(id, of, url);
  }

  /// Puts a jar with a class into the repository.
  private static void publish(String coordinates, String type, String source, String... needs)
      throws Exception {
    String[] parts = coordinates.split(":");
    Path place =
        folder
            .resolve("repository")
            .resolve(parts[0].replace('.', '/'))
            .resolve(parts[1])
            .resolve(parts[2]);
    Files.createDirectories(place);
    String name = parts[1] + "-" + parts[2];
    Path work = Files.createDirectories(folder.resolve("work").resolve(name));
    Files.copy(UserJar.of(work, type, source), place.resolve(name + ".jar"));
    Files.writeString(
        place.resolve(name + ".pom"),
        "<project><modelVersion>4.0.0</modelVersion>"
            + dependency(coordinates)
            + "<dependencies>"
            + Stream.of(needs)
                .map(need -> "<dependency>" + dependency(need) + "</dependency>")
                .collect(Collectors.joining())
            + "</dependencies></project>");
  }

  private static String dependency(String coordinates) {
    return "<groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version>"
        .formatted((Object[]) coordinates.split(":"));
  }

  /// What stands below a cell in the end, progress being replaced by the summary.
  private static String summary(Cell cell) {
    return Stream.concat(cell.of("display_data").stream(), cell.of("update_display_data").stream())
        .map(message -> Json.string(Json.child(message.content(), "data"), "text/plain", ""))
        .reduce("", (_, last) -> last);
  }

  @Test
  void librariesComeIntoCellsAndRunningWorkersAndVariablesStay() throws Exception {
    kernel.ok("List<Integer> kept = new ArrayList<>(List.of(7)); var same = kept;");
    // Once in each worker: of two quick items the first worker of a cold pool may run both.
    kernel.ok("%%processes --workers 2 --quiet -> long pids\nProcessHandle.current().pid()");
    String text = summary(kernel.ok("%maven org.a:app:1.0"));
    assertTrue(text.startsWith("Added 2 jars (1 of them needed by others; "), text);
    assertTrue(text.contains("downloaded from folder"), text);
    assertTrue(text.endsWith("\n  org.a:app:1.0\n    org.a:base:1.0"), text);
    assertEquals("app1", kernel.ok("lib.App.text() + lib.Base.n()").result());
    assertEquals("true", kernel.ok("kept == same && kept.equals(List.of(7))").result());
    kernel.ok(
        """
        %%processes --workers 2 --quiet i : 2 -> there
        return lib.App.text() + lib.Base.n() + kept.get(0)
            + Arrays.stream(pids).anyMatch(pid -> pid == ProcessHandle.current().pid());
        """);
    assertEquals("[app17true, app17true]", kernel.ok("there").result());

    String again = summary(kernel.ok("%maven --offline org.a:app:1.0"));
    assertEquals("All of it is loaded already.", again);
    String newer = summary(kernel.ok("%maven org.a:newer:1.0"));
    assertTrue(
        newer.contains(
            "Not added: org.a:base:2.0 (needed by org.a:newer:1.0), because version 1.0 is"
                + " loaded."),
        newer);
    assertEquals("newer1", kernel.ok("lib.Newer.text() + lib.Base.n()").result());
    String listed = kernel.ok("%maven").stdout();
    assertEquals("org.a:app:1.0\norg.a:base:1.0\norg.a:newer:1.0\n", listed);
  }

  @Test
  void whatCannotBeHadIsMarkedAndNothingIsAdded() throws Exception {
    Cell cell = kernel.run("int before = 1;\n%maven org.a:base:2.0 org.a:none:1.0");
    assertEquals("error", cell.status());
    String trace = cell.traceback();
    assertTrue(trace.contains("there is no org.a:none:1.0; asked: folder (file:"), trace);
    assertTrue(trace.contains("README.md#maven"), trace);
    String[] lines = trace.split("\n");
    int mark = -1;
    for (int i = 1; i < lines.length; i++) {
      if (lines[i].contains("^") && lines[i - 1].contains("org.a:none:1.0")) {
        mark = lines[i].indexOf('^') - lines[i - 1].indexOf("org.a:none:1.0");
      }
    }
    assertEquals(0, mark, trace);
    assertFalse(kernel.ok("%maven").stdout().contains("base:2.0"));
    assertEquals("1", kernel.ok("before").result());
  }

  @Test
  void anInterruptStopsADownloadFromASilentServer() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Path settings = folder.resolve("silent.xml");
      Files.writeString(
          settings,
          "<settings><localRepository>"
              + folder.resolve("other")
              + "</localRepository><mirrors>"
              + mirror("silent", "*", "http://127.0.0.1:" + server.getLocalPort())
              + "</mirrors></settings>");
      KernelSession.Running cell =
          kernel.submit("%maven --settings " + settings + " org.a:app:1.0");
      try (Socket connection = server.accept()) {
        connection
            .getOutputStream()
            .write(
                "HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n<project>"
                    .getBytes(StandardCharsets.US_ASCII));
        cell.awaitPublished("display_data");
        kernel.interrupt();
        Cell ended = cell.await();
        assertEquals("error", ended.status());
        assertTrue(summary(ended).contains("stopped"), summary(ended));
        connection.setSoTimeout((int) KernelSession.PATIENCE.toMillis());
        byte[] rest = new byte[64 * 1024];
        int read;
        do {
          read = connection.getInputStream().read(rest);
        } while (read > 0);
        assertEquals(-1, read);
      }
    }
    assertEquals("2", kernel.ok("1 + 1").result());
  }
}
