package org.jlanes.runtime.display;

import java.util.Optional;

/// Turns values of some types into MIME bundles. Found by `ServiceLoader`, also in jars that were
/// added while the kernel runs. The first renderer that answers wins; without one, arrays,
/// collections, maps and everything else are shown by the kernel as plain text.
public interface Renderer {
  /// The forms of `value` (never null), or empty if this renderer does not know its type. Called on
  /// the cell's thread; an exception is shown as a warning and the next renderer is asked.
  Optional<MimeBundle> render(Object value);
}
