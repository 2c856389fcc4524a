package org.jlanes.engine.jshell;

import java.util.regex.Pattern;

/// Names as the user wrote them, without the classes that JShell wraps around them.
final class Names {
  private static final Pattern WRAPPER = Pattern.compile("\\bREPL\\.\\$JShell\\$\\w+?[$.]");
  private static final Pattern BARE = Pattern.compile("\\bREPL\\.\\$JShell\\$\\w+");

  private Names() {}

  static String withoutWrappers(String text) {
    return text.contains("$JShell$")
        ? BARE.matcher(WRAPPER.matcher(text.replace("jlanes-notebook//", "")).replaceAll(""))
            .replaceAll("cell")
        : text;
  }

  /// The name of an exception's class for `ename`: as a Java programmer would say it.
  static String of(Throwable error) {
    Class<?> type = error.getClass();
    return type.getName().startsWith("org.jlanes.")
        ? type.getSimpleName()
        : withoutWrappers(type.getName());
  }
}
