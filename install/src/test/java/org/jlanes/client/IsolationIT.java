package org.jlanes.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Libraries that the kernel has too, or that look around for others, as a user brings them: old
/// versions of the real ones, in cells and in workers. The kernel goes on with its own.
final class IsolationIT {
  private static final Path JARS = Path.of("target", "user-jars").toAbsolutePath();

  @SharedKernel private static KernelSession kernel;

  @BeforeAll
  static void prepare() throws Exception {
    kernel.ok("%jars " + JARS + "/*.jar");
    kernel.ok(
        """
        /** What Maven wrote into the jar of a class: which version it is. */
        String versionOf(Class<?> type, String name) throws Exception {
          var properties = new Properties();
          try (var in = type.getClassLoader().getResourceAsStream("META-INF/maven/" + name + "/pom.properties")) {
            properties.load(in);
          }
          return properties.getProperty("version");
        }
        """);
  }

  /// Evaluates an expression in the cell and in a worker.
  private static void assertBoth(String expected, String expression) throws Exception {
    kernel.ok("String both() throws Exception { return " + expression + "; }");
    assertEquals(expected, kernel.ok("both()").result());
    kernel.ok("%%processes --workers 1 --quiet i : 1 -> there\nreturn both();");
    assertEquals("[" + expected + "]", kernel.ok("there").result());
    assertEquals("2", kernel.ok("1 + 1").result());
  }

  @Test
  void anOldGsonIsTheUsers() throws Exception {
    kernel.ok(
        "import com.google.gson.*; class Point { int x = 3; List<String> names = List.of(); }");
    assertBoth("2.8.9", "versionOf(Gson.class, \"com.google.code.gson/gson\")");
    assertBoth("{\"x\":3}", "new Gson().toJsonTree(Map.of(\"x\", 3)).toString()");
    assertBoth("3", "\"\" + new Gson().fromJson(\"{'x':3}\", Point.class).x");
    // The kernel's own version has this class, and the user's does not.
    assertEquals("error", kernel.run("Class.forName(\"com.google.gson.Strictness\")").status());
  }

  @Test
  void anOldJeroMqIsTheUsersAndTalks() throws Exception {
    kernel.ok(
        """
        import org.zeromq.*;
        String talk() {
          try (ZContext context = new ZContext()) {
            ZMQ.Socket in = context.createSocket(SocketType.PULL);
            int port = in.bindToRandomPort("tcp://127.0.0.1");
            ZMQ.Socket out = context.createSocket(SocketType.PUSH);
            out.setHandshakeIvl(1_000);
            out.connect("tcp://127.0.0.1:" + port);
            out.send("hello over ZeroMQ");
            in.setReceiveTimeOut(30_000);
            return in.recvStr();
          }
        }
        """);
    assertBoth("0.5.4", "versionOf(ZMQ.class, \"org.zeromq/jeromq\")");
    assertBoth("hello over ZeroMQ", "talk()");
  }

  @Test
  void aLogBindingOfTheUsersWritesBelowTheCell() throws Exception {
    kernel.ok("import org.slf4j.*; Logger log() { return LoggerFactory.getLogger(\"mine\"); }");
    assertBoth("2.0.17", "versionOf(log().getClass(), \"org.slf4j/slf4j-simple\")");
    assertBoth("org.slf4j.simple.SimpleLogger", "log().getClass().getName()");
    String here = kernel.ok("log().info(\"from the cell\");").stderr();
    assertTrue(here.contains("INFO mine - from the cell"), here);
    String there =
        kernel
            .ok("%%processes --workers 1 --quiet i : 1\nlog().info(\"from the worker\");")
            .stderr();
    assertTrue(there.contains("INFO mine - from the worker"), there);
  }

  /// The kernel's libraries, and those of Maven's resolver, which is loaded by then.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "picocli.CommandLine",
        "org.jlanes.wire.Json",
        "org.jlanes.maven.Resolving",
        "org.eclipse.aether.RepositorySystem",
        "org.apache.http.HttpHost",
        "org.objectweb.asm.ClassReader"
      })
  void nothingOfTheKernelsIsSeen(String name) throws Exception {
    kernel.run("%maven --offline none:none:1");
    kernel.ok(
        """
        boolean sees(String name) {
          try {
            Thread.currentThread().getContextClassLoader().loadClass(name);
            return true;
          } catch (ClassNotFoundException e) {
            return false;
          }
        }
        """);
    assertEquals("true", kernel.ok("sees(\"org.jlanes.lanes.Lanes\")").result());
    assertBoth("false", "\"\" + sees(\"" + name + "\")");
  }
}
