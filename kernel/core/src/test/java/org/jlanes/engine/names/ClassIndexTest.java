package org.jlanes.engine.names;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The names of types that could be imported.
final class ClassIndexTest {
  private final List<Path> classPath = new ArrayList<>();
  private final ClassIndex index = new ClassIndex(List.of(), () -> classPath);

  @TempDir Path folder;

  private List<String> named(String simple) {
    return index.named(simple).stream().map(TypeName::full).toList();
  }

  @Test
  void theJdksExportedTypesAreKnownTheLikeliestFirst() {
    assertEquals(
        List.of("java.sql.Connection", "com.sun.jdi.connect.spi.Connection"), named("Connection"));
    assertEquals("java.util.List", named("List").getFirst());
    assertTrue(named("List").contains("java.awt.List"));
    assertTrue(named("Entry").contains("java.util.Map.Entry"));
    assertTrue(index.packages().contains("java.net.http"));
    assertTrue(index.in("java.util.function").contains("IntUnaryOperator"));
    assertFalse(index.in("java.util").contains("Entry"));
  }

  @Test
  void whatIsNotExportedOrHasNoNameIsUnknown() {
    assertEquals(List.of(), named("Unsafe").stream().filter(n -> n.startsWith("jdk.int")).toList());
    assertEquals(List.of(), named("1"));
    assertEquals(List.of(), named(""));
    assertEquals(List.of(), named("package-info"));
    assertEquals(List.of(), named("module-info"));
  }

  @Test
  void aJarAndAFolderAreReadWhenTheyHaveCome() throws Exception {
    assertEquals(List.of(), named("Gizmo"));
    Path jar = folder.resolve("parts.jar");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (String name :
          List.of(
              "shop/Gizmo.class",
              "shop/Gizmo$Part.class",
              "shop/Gizmo$1.class",
              "shop/Gizmo$1Local.class",
              "NoPackage.class",
              "META-INF/versions/21/shop/Gizmo.class",
              "shop/readme.txt")) {
        out.putNextEntry(new ZipEntry(name));
      }
    }
    classPath.add(jar);
    assertEquals(List.of("shop.Gizmo"), named("Gizmo"));
    assertEquals("shop.Gizmo.Part", named("Part").getFirst());
    assertEquals(List.of(), named("Local"));
    assertEquals(List.of(), named("NoPackage"));
    Path classes = folder.resolve("classes");
    Files.createDirectories(classes.resolve("more"));
    classPath.add(classes);
    assertEquals(List.of(), named("Gadget"));
    Files.writeString(classes.resolve("more/Gadget.class"), "");
    assertEquals(List.of("more.Gadget"), named("Gadget"), "a folder may get classes at any time");
  }

  @Test
  void theUsersTypesAreAsLikelyAsJavas() {
    TypeName sql = new TypeName("java.sql", "Connection", TypeName.Kind.JAVA, false);
    TypeName own = new TypeName("shop", "Connection", TypeName.Kind.USER, false);
    TypeName rare = new TypeName("com.sun.x", "Connection", TypeName.Kind.OTHER, false);
    TypeName nested = new TypeName("java.a.B", "Connection", TypeName.Kind.JAVA, true);
    assertEquals(Optional.of(sql), ClassIndex.onlyOne(List.of(sql, rare, nested)));
    assertEquals(Optional.empty(), ClassIndex.onlyOne(List.of(sql, own)));
    assertEquals(Optional.of(nested), ClassIndex.onlyOne(List.of(nested, rare)));
    assertEquals(Optional.empty(), ClassIndex.onlyOne(List.of()));
  }

  @Test
  void prefixesAreFoundInOrder() {
    List<String> found = index.beginning("HashM").stream().map(TypeName::simple).toList();
    assertEquals("HashMap", found.getFirst());
    assertEquals(found.stream().sorted().toList(), found);
  }
}
