package org.jlanes.runtime.envelope;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.Serial;
import java.io.Serializable;

/// Stands in a stream for an image: its pixels. Loaded only when there is one, as all of
/// `java.desktop` is.
///
/// @param type as in [BufferedImage#getType]
/// @param pixels what the raster has for all pixels
/// @param palette the colours of an indexed image, else null
/// @param bits bits for each pixel of an indexed image
/// @param transparent the index of the transparent colour, -1 for none
record ImageStandIn(
    int width, int height, int type, Object pixels, int[] palette, int bits, int transparent)
    implements Serializable {
  /// A stand-in, or the image itself if it is of a custom type.
  static Object of(Object value) {
    BufferedImage image = (BufferedImage) value;
    if (image.getType() == BufferedImage.TYPE_CUSTOM) {
      return image;
    }
    int width = image.getWidth();
    int height = image.getHeight();
    Object pixels = image.getRaster().getDataElements(0, 0, width, height, null);
    if (image.getColorModel() instanceof IndexColorModel colors) {
      int[] palette = new int[colors.getMapSize()];
      colors.getRGBs(palette);
      return new ImageStandIn(
          width,
          height,
          image.getType(),
          pixels,
          palette,
          colors.getPixelSize(),
          colors.getTransparentPixel());
    }
    return new ImageStandIn(width, height, image.getType(), pixels, null, 0, -1);
  }

  @Serial
  private Object readResolve() {
    BufferedImage image =
        palette == null
            ? new BufferedImage(width, height, type)
            : new BufferedImage(
                width,
                height,
                type,
                new IndexColorModel(
                    bits, palette.length, palette, 0, true, transparent, DataBuffer.TYPE_BYTE));
    image.getRaster().setDataElements(0, 0, width, height, pixels);
    return image;
  }
}
