package org.jlanes.magics.jars;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.jlanes.magics.general.MagicCell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JarVersionsTest {
  @TempDir Path folder;

  /// A jar into which Maven has written what it is.
  private Path jar(String file, String... coordinates) throws Exception {
    Path jar = folder.resolve(file);
    try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (String one : coordinates) {
        String[] parts = one.split(":");
        out.putNextEntry(
            new JarEntry("META-INF/maven/" + parts[0] + "/" + parts[1] + "/pom.properties"));
        out.write(
            "groupId=%s\nartifactId=%s\nversion=%s\n"
                .formatted((Object[]) parts)
                .getBytes(StandardCharsets.UTF_8));
      }
    }
    return jar;
  }

  private Optional<String> of(Path jar) {
    return new JarVersions().of(jar).map(Coordinates::toString);
  }

  @Test
  void aJarIsWhatMavenWroteIntoIt() throws Exception {
    assertEquals(Optional.of("a.b:lib:1.5"), of(jar("renamed.jar", "a.b:lib:1.5")));
    assertEquals(Optional.of("a:lib:1"), of(jar("lib-1.jar", "c:inner:2", "a:lib:1")));
    assertEquals(Optional.empty(), of(jar("all.jar", "c:inner:2", "a:lib:1")));
    assertEquals(Optional.empty(), of(jar("plain.jar")));
    assertEquals(Optional.empty(), of(Files.writeString(folder.resolve("text.jar"), "text")));
    assertEquals(Optional.empty(), of(folder));
  }

  @Test
  void jarsSaysWhichVersionComesFirst() throws Exception {
    MagicCell cell = new MagicCell();
    JarsMagic magic = new JarsMagic();
    Path older = jar("older.jar", "a:lib:1");
    cell.run(magic, "%jars " + older);
    assertFalse(cell.out().contains("comes first"), cell.out());
    cell.run(magic, "%jars " + older);
    assertFalse(cell.out().contains("comes first"), cell.out());
    cell.run(magic, "%jars " + jar("newer.jar", "a:lib:2"));
    assertTrue(cell.out().contains("Version 1 of a:lib is loaded and comes first."), cell.out());
  }
}
