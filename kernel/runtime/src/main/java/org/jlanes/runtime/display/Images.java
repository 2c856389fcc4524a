package org.jlanes.runtime.display;

import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;
import javax.imageio.ImageIO;

/// Shows images as such. Touches no class of AWT before there is one.
final class Images {
  private Images() {}

  /// An image as PNG; empty for all other values, and for an image that no PNG can hold.
  static Optional<MimeBundle> render(Object value) {
    return isBuffered(value.getClass()) ? Drawn.render((RenderedImage) value) : Optional.empty();
  }

  private static boolean isBuffered(Class<?> type) {
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      if (each.getName().equals("java.awt.image.BufferedImage")) {
        return true;
      }
    }
    return false;
  }

  private static final class Drawn {
    static Optional<MimeBundle> render(RenderedImage image) {
      try (ByteArrayOutputStream png = new ByteArrayOutputStream()) {
        if (!ImageIO.write(image, "png", png)) {
          return Optional.empty();
        }
        String text = "image, " + image.getWidth() + " × " + image.getHeight() + " pixels";
        return Optional.of(
            MimeBundle.text(text)
                .with("image/png", Base64.getEncoder().encodeToString(png.toByteArray())));
      } catch (IOException e) {
        return Optional.empty();
      }
    }
  }
}
