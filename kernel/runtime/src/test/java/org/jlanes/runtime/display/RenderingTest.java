package org.jlanes.runtime.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.imageio.ImageIO;
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

  @Test
  void anImageIsShownAsOne() throws IOException {
    BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(1, 1, 0xff12_3456);
    MimeBundle bundle = Rendering.render(image);
    assertEquals("image, 3 × 2 pixels", bundle.plain());
    byte[] png = Base64.getDecoder().decode((String) bundle.data().get("image/png"));
    assertEquals(0xff12_3456, ImageIO.read(new ByteArrayInputStream(png)).getRGB(1, 1));
  }

  @Test
  void arraysAreShownByTheirElementsAlsoInCollections() {
    assertEquals("[1, 2]", Rendering.text(new int[] {1, 2}));
    assertEquals("[[1.0], null, x]", Rendering.text(new Object[] {new double[] {1}, null, "x"}));
    assertEquals("[[1, 2], [3]]", Rendering.text(List.of(new int[] {1, 2}, new int[] {3})));
    assertEquals(
        "{a=[[true]], b=[]}",
        Rendering.text(new TreeMap<>(Map.of("a", List.of(new boolean[] {true}), "b", List.of()))));
    assertEquals("Optional[[a]]", Rendering.text(Optional.of(new char[] {'a'})));
    assertEquals("k=[1]", Rendering.text(Map.entry("k", new long[] {1})));
    assertEquals(
        "[[[1]]]", Rendering.text(new Object[] {new ArrayDeque<>(List.of(new int[] {1}))}));
  }

  @Test
  void whatHoldsItselfHasAnEnd() {
    Object[] array = new Object[1];
    array[0] = array;
    assertEquals("[[...]]", Rendering.text(array));
    List<Object> list = new ArrayList<>(List.of(new int[] {1}));
    list.add(list);
    assertEquals("[[1], [...]]", Rendering.text(list));
    List<Object> plain = new ArrayList<>();
    plain.add(plain);
    assertEquals("[(this Collection)]", Rendering.text(plain));
  }

  @Test
  void aCollectionThatIsNotTheJdksIsShownAsItWants() {
    List<int[]> own =
        new AbstractList<>() {
          @Override
          public int[] get(int index) {
            return new int[] {index};
          }

          @Override
          public int size() {
            return 2;
          }

          @Override
          public String toString() {
            return "mine";
          }
        };
    assertEquals("mine", Rendering.text(own));
  }

  @Test
  void theTextOfMuchIsCutBeforeAllOfItIsMade() {
    List<double[]> much = Collections.nCopies(1_000_000, new double[1_000]);
    String text = Rendering.text(much);
    assertTrue(text.startsWith("[[0.0, 0.0,"), text.substring(0, 20));
    assertTrue(text.endsWith("… (cut after 100000 characters)"), text.substring(99_990));
  }
}
