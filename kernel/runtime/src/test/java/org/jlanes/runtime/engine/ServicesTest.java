package org.jlanes.runtime.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ServicesTest {
  @TempDir Path folder;

  /// A service that can be loaded.
  public static final class Whole implements Runnable {
    @Override
    public void run() {}
  }

  /// A service that cannot.
  public static final class Broken implements Runnable {
    /// Fails.
    public Broken() {
      throw new IllegalStateException("broken");
    }

    @Override
    public void run() {}
  }

  @Test
  void whatCannotBeLoadedIsToldOfAndTheRestWorks() throws Exception {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(
        services.resolve(Runnable.class.getName()),
        "no.such.Service\n" + Broken.class.getName() + "\n" + Whole.class.getName() + "\n");
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    PrintStream before = System.err;
    List<?> found;
    try (var loader =
        new URLClassLoader(
            new URL[] {folder.toUri().toURL()}, ServicesTest.class.getClassLoader())) {
      System.setErr(new PrintStream(told, true, StandardCharsets.UTF_8));
      found = Services.of(Runnable.class, loader).stream().map(Object::getClass).toList();
    } finally {
      System.setErr(before);
    }
    assertEquals(List.of(Whole.class), found);
    assertTrue(told.toString(StandardCharsets.UTF_8).contains("no.such.Service"));
  }
}
