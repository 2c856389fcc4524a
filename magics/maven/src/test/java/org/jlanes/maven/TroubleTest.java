package org.jlanes.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What is said, and done, when artifacts cannot be had.
@Timeout(120)
final class TroubleTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  @TempDir Path folder;
  private TestRepository repository;
  private Asking asking;

  @BeforeEach
  void publish() throws Exception {
    repository =
        new TestRepository(folder.resolve("repository"))
            .publish("org.a:base:1.0")
            .publish("org.a:broken:1.0", "org.a:base:1.0", "org.a:gone:7");
    asking = new Asking(folder);
  }

  private static void assertSays(String text, String... words) {
    for (String word : words) {
      assertTrue(text.contains(word), () -> word + " is not in:\n" + text);
    }
  }

  @Test
  void aVersionThatIsNotThereIsNamedWithThoseThatAre() throws Exception {
    repository.versions("org.a", "base", "0.9", "1.0");
    assertSays(
        asking.from(repository).trouble("org.a:base:jar::3.0"),
        "there is no org.a:base:3.0",
        "test (file:",
        "Versions: 1.0, 0.9.");
    assertEquals("org.a:base:jar::3.0", asking.ask("org.a:base:jar::3.0").get("request"));
    assertSays(asking.trouble("org.a:base:jar::[4,5)"), "there is no org.a:base:", "1.0, 0.9");
  }

  @Test
  void aVersionWithoutAJarIsToldFromOneThatIsNotThere() throws Exception {
    repository.publish("org.a:bom:1.0").versions("org.a", "bom", "1.0", "2.0");
    Files.delete(repository.file("org.a:bom:1.0", ".jar"));
    assertSays(
        asking.from(repository).trouble("org.a:bom:jar::1.0"),
        "there is no org.a:bom:1.0",
        "list of versions (BOM)");
  }

  @Test
  void anArtifactThatIsNotThereAtAllIsNamed() throws Exception {
    assertSays(
        asking.from(repository).trouble("org.a:bsae:jar::1.0"),
        "there is no org.a:bsae:1.0",
        "is group:artifact right?",
        "--repo URL");
  }

  @Test
  void whatIsMissingFurtherDownIsNamedWithWhoNeedsIt() throws Exception {
    Map<String, Object> answer =
        asking.from(repository).ask("org.a:base:jar::1.0", "org.a:broken:jar::1.0");
    assertSays(
        answer.get("message").toString(), "there is no org.a:gone:7 (needed by org.a:broken:1.0)");
    assertEquals("org.a:broken:jar::1.0", answer.get("request"));
  }

  @Test
  void aFileWithAWrongChecksumIsNotKept() throws Exception {
    Files.writeString(repository.file("org.a:base:1.0", ".jar.sha1"), "0123456789");
    assertSays(
        asking.from(repository).trouble("org.a:base:jar::1.0"),
        "org.a:base:1.0 arrived damaged",
        "the repository says 0123456789");
    assertFalse(Files.exists(asking.localRepository().resolve("org/a/base/1.0/base-1.0.jar")));
    Files.delete(repository.file("org.a:base:1.0", ".jar.sha1"));
    assertEquals("base:1.0", asking.found("org.a:base:jar::1.0"));
  }

  @Test
  void settingsThatCannotBeReadAreNamedWithTheLine() throws Exception {
    asking.settings("\n<mirrors>\n<mirror></settings>");
    assertSays(asking.trouble("org.a:base:jar::1.0"), "settings.xml", "line 3", "--settings");
  }

  @Test
  void aRepositoryThatTheSettingsForbidIsNamed() throws Exception {
    asking
        .settings(
            "<mirrors><mirror><id>no-http</id><mirrorOf>*</mirrorOf><url>http://0.0.0.0/</url>"
                + "<blocked>true</blocked></mirror></mirrors>")
        .from("plain", "http://repository.invalid/");
    assertSays(
        asking.trouble("org.a:base:jar::1.0"), "org.a:base:1.0", "no-http", "blocked", "settings");
  }

  @Test
  void aServerThatIsNotThereIsTheNetworksFault() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, LOOPBACK)) {
      port = free.getLocalPort();
    }
    asking.settings(Asking.mirror("*", "http://name:secret@127.0.0.1:" + port + "/r"));
    String trouble = asking.trouble("org.a:base:jar::1.0");
    assertSays(trouble, "the network fails", "stand-in (http://127.0.0.1:" + port, "--offline");
    assertFalse(trouble.contains("secret"), trouble);
  }

  @Test
  void aServerThatWantsALoginGetsThatOfTheSettings() throws Exception {
    String wanted =
        "Basic "
            + Base64.getEncoder().encodeToString("me:word".getBytes(StandardCharsets.US_ASCII));
    HttpServer server = serve(wanted, "Authorization", "WWW-Authenticate", 401);
    try {
      String mirror = Asking.mirror("*", url(server));
      assertSays(
          asking.settings(mirror).trouble("org.a:base:jar::1.0"),
          "a server does not give org.a:base:1.0",
          "401",
          "<server>");
      asking.settings(
          mirror
              + "<servers><server><id>stand-in</id><username>me</username>"
              + "<password>word</password></server></servers>");
      assertEquals("base:1.0", asking.found("org.a:base:jar::1.0"));
    } finally {
      server.stop(0);
    }
  }

  @Test
  void theProxyOfTheSettingsIsAsked() throws Exception {
    HttpServer proxy = serve(null, "", "", 0);
    try {
      asking.settings(
          Asking.mirror("*", "http://repository.invalid")
              + "<proxies><proxy><host>127.0.0.1</host><port>%d</port></proxy></proxies>"
                  .formatted(proxy.getAddress().getPort()));
      assertEquals("base:1.0", asking.found("org.a:base:jar::1.0"));
    } finally {
      proxy.stop(0);
    }
  }

  private static String url(HttpServer server) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  /// Serves the repository.
  ///
  /// @param wanted the value that a header must have; null for none
  private HttpServer serve(String wanted, String header, String challenge, int refusal)
      throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress(LOOPBACK, 0), 0);
    server.createContext(
        "/",
        exchange -> {
          Path file = repository.folder().resolve(exchange.getRequestURI().getPath().substring(1));
          if (wanted != null && !wanted.equals(exchange.getRequestHeaders().getFirst(header))) {
            exchange.getResponseHeaders().add(challenge, "Basic realm=\"r\"");
            exchange.sendResponseHeaders(refusal, -1);
          } else if (!Files.isRegularFile(file)) {
            exchange.sendResponseHeaders(404, -1);
          } else {
            exchange.sendResponseHeaders(200, Files.size(file));
            Files.copy(file, exchange.getResponseBody());
          }
          exchange.close();
        });
    server.start();
    return server;
  }

  @Test
  void cancellingClosesTheConnectionToASilentServer() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, LOOPBACK)) {
      CompletableFuture<Integer> end = new CompletableFuture<>();
      CompletableFuture<Void> silent = new CompletableFuture<>();
      Thread.startVirtualThread(() -> beSilent(server, silent, end));
      Future<Map<String, Object>> answer =
          asking
              .settings(Asking.mirror("*", "http://127.0.0.1:" + server.getLocalPort()))
              .start("org.a:base:jar::1.0");
      silent.get(60, TimeUnit.SECONDS);
      assertTrue(answer.cancel(true));
      assertEquals(-1, end.get(60, TimeUnit.SECONDS));
    }
  }

  /// Sends the beginning of a file and then nothing; says when the other side has gone.
  private static void beSilent(
      ServerSocket server, CompletableFuture<Void> silent, CompletableFuture<Integer> end) {
    try (Socket connection = server.accept()) {
      OutputStream out = connection.getOutputStream();
      out.write(
          "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n<project>"
              .getBytes(StandardCharsets.US_ASCII));
      out.flush();
      byte[] request = new byte[64 * 1024];
      int read = connection.getInputStream().read(request);
      silent.complete(null);
      while (read >= 0) {
        read = connection.getInputStream().read(request);
      }
      end.complete(read);
    } catch (IOException e) {
      // Reset rather than closed: it has gone as well.
      end.complete(-1);
    }
  }
}
