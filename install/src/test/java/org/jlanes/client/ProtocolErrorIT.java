package org.jlanes.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jlanes.wire.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a front end gets of a cell that fails.
final class ProtocolErrorIT {
  /// How many lines fit on a screen.
  private static final int SCREEN = 60;

  @SharedKernel private static KernelSession kernel;

  @TempDir Path folder;

  @Test
  void aTracebackShowsTheUsersLinesTheirSourceCausesAndSuppressed() throws Exception {
    Cell cell =
        kernel.run(
            """
            class Broken extends RuntimeException {
              Broken(Throwable cause) { super("outer", cause); }
            }
            int inverse(int n) {
              return 1 / n;
            }
            try {
              inverse(0);
            } catch (ArithmeticException e) {
              var broken = new Broken(e);
              broken.addSuppressed(new java.io.IOException("beside"));
              throw broken;
            }
            """);
    assertEquals("Broken", cell.ename());
    assertEquals("outer", cell.evalue());
    String trace = cell.traceback();
    for (String each :
        List.of(
            "Cell " + cell.count() + ", line 10",
            "var broken = new Broken(e);",
            "java.lang.ArithmeticException: / by zero",
            "Cell " + cell.count() + ", line 5",
            "return 1 / n;",
            "java.io.IOException: beside")) {
      assertTrue(trace.contains(each), each + " in\n" + trace);
    }
    for (String internal : List.of("REPL", "jdk.jshell", "org.jlanes", "java.base/", "do_it$")) {
      assertFalse(trace.contains(internal), internal + " in\n" + trace);
    }
    assertTrue(Json.array(cell.reply().content(), "traceback").toString().contains("\\u001b["));
    JsonObject published = cell.of("error").getFirst().content();
    for (String field : List.of("ename", "evalue", "traceback")) {
      assertEquals(cell.reply().content().get(field), published.get(field));
    }
  }

  @Test
  void endlessRecursionFitsOnAScreen() throws Exception {
    Cell cell = kernel.run("int deep(int d) {\n  return deep(d + 1) + 1;\n}\ndeep(0)");
    assertEquals("java.lang.StackOverflowError", cell.ename());
    assertTrue(cell.traceback().lines().count() < SCREEN, cell.traceback());
    assertTrue(cell.traceback().contains("line 2"), cell.traceback());
  }

  @Test
  void aUserExpressionThatFailsHasTheTripleOfAnError() throws Exception {
    Cell cell = kernel.run("1", Map.of("user_expressions", Map.of("bad", "1 / 0")));
    assertEquals("ok", cell.status());
    JsonObject bad = Json.child(cell.userExpressions(), "bad");
    assertEquals("error", Json.string(bad, "status", ""));
    assertEquals("java.lang.ArithmeticException", Json.string(bad, "ename", ""));
    assertEquals("/ by zero", Json.string(bad, "evalue", ""));
    assertFalse(Json.array(bad, "traceback").isEmpty());
    JsonObject good =
        Json.child(
            kernel.run("1", Map.of("user_expressions", Map.of("good", "2"))).userExpressions(),
            "good");
    assertTrue(good.get("metadata").isJsonObject(), good.toString());
  }

  @Test
  void anExitOfALibraryIsAnErrorThatTellsHowToRestartAndLosesNothing() throws Exception {
    var unused = kernel.run("int kept = 7;");
    assertEquals("ok", kernel.run("%jars " + quitter("library")).status());
    for (String exit : List.of("library.Quitter.quit();", "System.exit(3);")) {
      Cell cell = kernel.run(exit);
      assertEquals("error", cell.status());
      assertTrue(cell.evalue().toLowerCase(java.util.Locale.ROOT).contains("exit"), cell.evalue());
      assertTrue(cell.traceback().contains("estart"), cell.traceback());
      assertEquals("7", kernel.run("kept").result());
    }
  }

  private Path quitter(String library) throws Exception {
    return UserJar.of(
        folder,
        library + ".Quitter",
        "package "
            + library
            + "; public class Quitter { public static void quit() { System.exit(3); } }");
  }

  @Test
  void anExitInAClassLoaderOfTheNotebooksOwnIsThatErrorToo() throws Exception {
    Cell cell =
        kernel.run(
            """
            var own = new java.net.URLClassLoader(new java.net.URL[] {
                java.nio.file.Path.of("%s").toUri().toURL()}, getClass().getClassLoader());
            Runnable quit = () -> {
              try {
                own.loadClass("alone.Quitter").getMethod("quit").invoke(null);
              } catch (java.lang.reflect.InvocationTargetException e) {
                System.out.println(e.getCause());
              } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
              }
            };
            quit.run();
            """
                .replace("getClass()", "new Object() {}.getClass()")
                .formatted(quitter("alone")));
    assertTrue(cell.stdout().contains("A cell cannot end the kernel"), cell.stdout());
    assertEquals("2", kernel.run("1 + 1").result());
  }

  @Test
  void payloadsOfMagicsTravelInTheReply() throws Exception {
    Path file = Files.writeString(folder.resolve("code.java"), "int loaded = 1;");
    JsonObject load = payload("%load " + file);
    assertEquals("set_next_input", Json.string(load, "source", ""));
    assertEquals("int loaded = 1;", Json.string(load, "text", ""));
    JsonObject page = payload("%less " + file);
    assertEquals("page", Json.string(page, "source", ""));
    assertEquals("int loaded = 1;", Json.string(Json.child(page, "data"), "text/plain", ""));
  }

  private static JsonObject payload(String code) throws Exception {
    Cell cell = kernel.run(code);
    assertEquals("ok", cell.status(), cell.traceback());
    return Json.array(cell.reply().content(), "payload").get(0).getAsJsonObject();
  }
}
