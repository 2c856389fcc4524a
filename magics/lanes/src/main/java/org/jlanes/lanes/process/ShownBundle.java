package org.jlanes.lanes.process;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jlanes.runtime.display.MimeBundle;
import org.jlanes.runtime.envelope.Frame;
import org.jlanes.runtime.envelope.ObjectReader;
import org.jlanes.runtime.scope.CellOutput;

/// Shows what a worker displays.
final class ShownBundle {
  private ShownBundle() {}

  /// Shows it in a cell.
  static void show(Frame.Shown f, CellOutput output) throws IOException {
    try {
      var maps = (List<?>) ObjectReader.read(f.bundle(), ShownBundle.class.getClassLoader());
      output.display(bundle(maps), f.displayId(), f.update());
    } catch (ClassNotFoundException e) {
      throw new IOException("a bundle consists of classes of the JDK", e);
    }
  }

  @SuppressWarnings("unchecked") // written by the worker as these two maps
  private static MimeBundle bundle(List<?> maps) {
    return new MimeBundle((Map<String, Object>) maps.get(0), (Map<String, Object>) maps.get(1));
  }
}
