package org.jlanes.runtime.display;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/// How a value becomes a MIME bundle: itself if it is one, what it says of itself, what a
/// [Renderer] says, or plain text.
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
      default -> byRenderer(value).orElseGet(() -> MimeBundle.text(text(value)));
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

  /// The plain text of a value: arrays by their elements, everything else by its `toString`.
  public static String text(Object value) {
    try {
      String text =
          switch (value) {
            case null -> "null";
            case boolean[] a -> Arrays.toString(a);
            case byte[] a -> Arrays.toString(a);
            case short[] a -> Arrays.toString(a);
            case char[] a -> Arrays.toString(a);
            case int[] a -> Arrays.toString(a);
            case long[] a -> Arrays.toString(a);
            case float[] a -> Arrays.toString(a);
            case double[] a -> Arrays.toString(a);
            case Object[] a -> Arrays.deepToString(a);
            default -> String.valueOf(value.toString());
          };
      return text.length() <= LONGEST_TEXT
          ? text
          : text.substring(0, LONGEST_TEXT) + "… (" + text.length() + " characters)";
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
