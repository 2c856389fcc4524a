package org.jlanes.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/// Makes the jars that tests add to a notebook.
final class UserJar {
  private UserJar() {}

  /// Compiles a class, with those nested in it, into a jar of its own.
  ///
  /// @param folder where the jar and what it is made of are put
  /// @param type the class with its package, `lib.Greeter`
  static Path of(Path folder, String type, String source) throws IOException {
    return of(folder, type, source, "");
  }

  /// The same, which brings a service.
  ///
  /// @param service the interface that the class implements, found on this JVM's class path
  static Path of(Path folder, String type, String source, Class<?> service) throws IOException {
    return of(folder, type, source, service.getName());
  }

  private static Path of(Path folder, String type, String source, String service)
      throws IOException {
    String simple = type.substring(type.lastIndexOf('.') + 1);
    Path file = Files.writeString(folder.resolve(simple + ".java"), source);
    int failures =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                folder.toString(),
                file.toString());
    assertEquals(0, failures);
    Path jar = folder.resolve(simple + ".jar");
    Path inPackage = folder.resolve(type.replace('.', '/')).getParent();
    try (var out = new JarOutputStream(Files.newOutputStream(jar));
        Stream<Path> classes = Files.list(inPackage)) {
      for (Path each : classes.filter(c -> isOf(simple, c)).sorted().toList()) {
        out.putNextEntry(new JarEntry(folder.relativize(each).toString()));
        Files.copy(each, out);
      }
      if (!service.isEmpty()) {
        out.putNextEntry(new JarEntry("META-INF/services/" + service));
        out.write(type.getBytes(UTF_8));
      }
    }
    return jar;
  }

  private static boolean isOf(String simple, Path classFile) {
    return classFile.getFileName().toString().matches(simple + "(\\$.*)?\\.class");
  }

  /// Signs a jar with a key made for it.
  static void sign(Path jar) throws Exception {
    Path keys = jar.resolveSibling("keys.p12");
    tool(
        "keytool",
        "-genkeypair -alias test -dname CN=test -keyalg EC -storepass secret -keystore " + keys);
    tool("jarsigner", "-storepass secret -keystore " + keys + " " + jar + " test");
  }

  private static void tool(String name, String arguments) throws Exception {
    List<String> command =
        new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", name).toString()));
    command.addAll(List.of(arguments.split(" ")));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      String said = new String(process.getInputStream().readAllBytes(), UTF_8);
      assertTrue(process.waitFor(1, TimeUnit.MINUTES), name);
      assertEquals(0, process.exitValue(), said);
    } finally {
      process.destroyForcibly();
    }
  }
}
