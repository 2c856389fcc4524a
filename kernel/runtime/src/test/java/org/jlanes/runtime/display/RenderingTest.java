package org.jlanes.runtime.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Values that cannot show themselves are shown nevertheless.
final class RenderingTest {
  @TempDir Path folder;

  /// Fails as a class does whose superclass is in no jar.
  private static final class Incomplete extends ClassLoader {
    private final URL services;

    Incomplete(Path services) throws IOException {
      super(RenderingTest.class.getClassLoader());
      this.services = services.toUri().toURL();
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
      return name.equals("META-INF/services/" + Renderer.class.getName())
          ? Collections.enumeration(List.of(services))
          : super.getResources(name);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (name.equals("users.Incomplete")) {
        throw new NoClassDefFoundError("users/Missing");
      }
      throw new ClassNotFoundException(name);
    }
  }

  @Test
  void aJarWithARendererThatCannotBeLoadedCostsNoValueItsPlace() throws Exception {
    Path services =
        Files.writeString(folder.resolve("services"), "users.Incomplete\nusers.Absent\n");
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(new Incomplete(services));
    try {
      assertEquals("http://a", Rendering.render(URI.create("http://a")).plain());
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Test
  void whatToStringThrowsIsTold() {
    Object value =
        new Object() {
          @Override
          public String toString() {
            throw new AssertionError("never");
          }
        };
    assertTrue(Rendering.render(value).plain().contains("AssertionError"));
  }

  @Test
  void aDisplayableWithoutABundleIsNamed() {
    Displayable value = () -> null;
    assertTrue(Rendering.render(value).plain().contains("toMimeBundle returned null"));
  }
}
