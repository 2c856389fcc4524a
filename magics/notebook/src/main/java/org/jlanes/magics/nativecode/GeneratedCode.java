package org.jlanes.magics.nativecode;

import org.jlanes.lanes.nativecode.NativeSource;
import org.jlanes.runtime.display.Display;
import org.jlanes.runtime.display.Html;

/// Shows what `%%native` has generated, for `--show`.
final class GeneratedCode {
  private GeneratedCode() {}

  /// Shows the JNI functions and the Java classes.
  ///
  /// @param java the classes that were declared
  static void show(NativeSource source, String java) {
    String c = source.glue();
    Display.html(
        section("JNI functions (C)", c) + section("Java classes", java),
        "---- JNI functions (C) ----\n" + c + "\n---- Java classes ----\n" + java);
  }

  private static String section(String title, String code) {
    return "<details open><summary>"
        + title
        + "</summary><pre>"
        + Html.escape(code)
        + "</pre></details>";
  }
}
