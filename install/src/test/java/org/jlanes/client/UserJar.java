package org.jlanes.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;

/// Makes the jars that tests add to a notebook.
final class UserJar {
  private UserJar() {}

  /// Compiles a class into a jar of its own.
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
    String entry = type.replace('.', '/') + ".class";
    Path jar = folder.resolve(simple + ".jar");
    try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new JarEntry(entry));
      Files.copy(folder.resolve(entry), out);
      if (!service.isEmpty()) {
        out.putNextEntry(new JarEntry("META-INF/services/" + service));
        out.write(type.getBytes(StandardCharsets.UTF_8));
      }
    }
    return jar;
  }
}
