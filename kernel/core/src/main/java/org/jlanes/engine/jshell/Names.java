package org.jlanes.engine.jshell;

import java.util.Optional;
import java.util.regex.Pattern;

/// Names as the user wrote them, without the classes that JShell wraps around them.
final class Names {
  private static final Pattern WRAPPER = Pattern.compile("\\bREPL\\.\\$JShell\\$\\w+?[$.]");

  /// An anonymous class that is not inside another. The second form is JShell's, who makes a named
  /// class of it so that its members can be used.
  private static final Pattern ANONYMOUS =
      Pattern.compile(
          "\\bREPL\\.\\$JShell\\$\\w+?\\$(?:\\$JShell\\$anonymous\\$\\$)?(\\d+)\\b(?![\\w$.])");

  private static final Pattern BARE = Pattern.compile("\\bREPL\\.\\$JShell\\$\\w+");

  private static final String LOADER = "jlanes-notebook//";

  /// How the binary names of JShell's classes begin.
  private static final String PREFIX = "REPL.$JShell$";

  private Names() {}

  /// The class that JShell wrapped around a snippet, `REPL.$JShell$12` for `REPL.$JShell$12$Point`;
  /// empty for a class that is not the notebook's.
  static Optional<String> wrapperOf(String binaryName) {
    if (!binaryName.startsWith(PREFIX)) {
      return Optional.empty();
    }
    int end = binaryName.indexOf('$', PREFIX.length());
    return Optional.of(end < 0 ? binaryName : binaryName.substring(0, end));
  }

  static String withoutWrappers(String text) {
    return text.contains("$JShell$")
        ? BARE.matcher(WRAPPER.matcher(plain(text)).replaceAll("")).replaceAll("cell")
        : text;
  }

  private static String plain(String text) {
    return ANONYMOUS.matcher(text.replace(LOADER, "")).replaceAll("cell\\$$1");
  }

  /// A stack frame without wrappers and without the name of the notebook's class loader.
  static String withoutLoader(String frame) {
    return withoutWrappers(frame.startsWith(LOADER) ? frame.substring(LOADER.length()) : frame);
  }

  /// The name of an exception's class for `ename`: as a Java programmer would say it.
  static String of(Throwable error) {
    Class<?> type = error.getClass();
    return type.getName().startsWith("org.jlanes.")
        ? type.getSimpleName()
        : withoutWrappers(type.getName());
  }
}
