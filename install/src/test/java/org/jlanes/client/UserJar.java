package org.jlanes.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
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
    String simple = type.substring(type.lastIndexOf('.') + 1);
    Path file = Files.writeString(folder.resolve(simple + ".java"), source);
    int failures =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-proc:none", "-d", folder.toString(), file.toString());
    assertEquals(0, failures);
    String entry = type.replace('.', '/') + ".class";
    Path jar = folder.resolve(simple + ".jar");
    try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new JarEntry(entry));
      Files.copy(folder.resolve(entry), out);
    }
    return jar;
  }
}
