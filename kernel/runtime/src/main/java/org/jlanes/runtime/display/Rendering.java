package org.jlanes.runtime.display;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/// How a value becomes a MIME bundle: itself if it is one, what it says of itself, what a
/// [Renderer] says, an image, or plain text.
public final class Rendering {
  /// Characters of plain text after which a rendering is cut.
  private static final int LONGEST_TEXT = 100_000;

  private Rendering() {}

  /// The forms of a value; never fails: a `toString` or a renderer that throws is reported in the
  /// text. Renderers are looked up in the calling thread's context class loader.
  public static MimeBundle render(Object value) {
    return switch (value) {
      case null -> MimeBundle.text("null");
      case MimeBundle bundle -> bundle;
      case Displayable shown -> guarded(shown);
      default ->
          byRenderer(value)
              .or(() -> Images.render(value))
              .orElseGet(() -> MimeBundle.text(text(value)));
    };
  }

  private static MimeBundle guarded(Displayable shown) {
    try {
      MimeBundle bundle = shown.toMimeBundle();
      return bundle != null
          ? bundle
          : MimeBundle.text(shown.getClass().getName() + " (its toMimeBundle returned null)");
    } catch (RuntimeException | StackOverflowError | AssertionError | LinkageError e) {
      return MimeBundle.text(failed(shown, "toMimeBundle", e));
    }
  }

  private static Optional<MimeBundle> byRenderer(Object value) {
    List<String> warnings = new ArrayList<>();
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    var found = ServiceLoader.load(Renderer.class, loader).iterator();
    while (true) {
      try {
        if (!found.hasNext()) {
          break;
        }
        Optional<MimeBundle> bundle = found.next().render(value);
        if (bundle.isPresent()) {
          return bundle;
        }
      } catch (RuntimeException
          | ServiceConfigurationError
          | StackOverflowError
          | AssertionError
          | LinkageError e) {
        // One bad jar of the user's must not cost the values of all types.
        warnings.add("renderer failed: " + e);
      }
    }
    warnings.forEach(System.err::println);
    return Optional.empty();
  }

  /// The plain text of a value: arrays by their elements, also in collections of the JDK,
  /// everything else by its `toString`.
  public static String text(Object value) {
    try {
      String text = Elements.text(value, LONGEST_TEXT);
      return text.length() <= LONGEST_TEXT
          ? text
          : text.substring(0, LONGEST_TEXT) + "… (cut after " + LONGEST_TEXT + " characters)";
    } catch (RuntimeException
        | StackOverflowError
        | OutOfMemoryError
        | AssertionError
        | LinkageError e) {
      return failed(value, "toString", e);
    }
  }

  private static String failed(Object value, String method, Throwable e) {
    return value.getClass().getName() + " (its " + method + " threw " + e + ")";
  }
}
