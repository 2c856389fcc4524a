package org.jlanes.engine.jshell;

import java.util.regex.Pattern;

/// Types as they can be written in source: inference also yields types that cannot.
///
/// Numbers are not promoted here: `List.of(1, 2L)` holds an `Integer` and a `Long` whatever is
/// declared, and as a `List<Long>` it would fail where its first element is used. `List<Number>`,
/// its first bound, is all that can be said. Who makes the values can convert them too, as the lane
/// magics do with their results.
final class Denotable {
  /// How the compiler prints the type that a wildcard stands for.
  private static final Pattern CAPTURE =
      Pattern.compile("capture#\\d+ of \\?( extends | super )?|<captured wildcard>");

  private Denotable() {}

  /// The type to declare for a static type as the compiler prints it: the first bound of each
  /// intersection (the class, if there is one), no captures, `Object` for the type of `null`.
  static String type(String inferred) {
    String type = inferred.strip();
    if (type.isEmpty() || type.equals("<nulltype>") || type.equals("null")) {
      return "Object";
    }
    return isDenotable(type)
        ? type
        : firstBounds(type.replaceAll("\\b(?:java\\.lang\\.)?Object&", ""));
  }

  /// Whether a type can be written in source. The type of an anonymous class cannot either, but
  /// JShell gives it a name by itself.
  static boolean isDenotable(String type) {
    return !type.contains("&") && !CAPTURE.matcher(type).find();
  }

  private static String firstBounds(String type) {
    StringBuilder kept = new StringBuilder();
    int depth = 0;
    int skipFrom = -1;
    for (int i = 0; i < type.length(); i++) {
      char c = type.charAt(i);
      if (skipFrom >= 0 && depth == skipFrom && (c == '>' || c == ',')) {
        skipFrom = -1;
      }
      if (c == '<') {
        depth++;
      } else if (c == '>') {
        depth--;
      } else if (c == '&' && skipFrom < 0) {
        skipFrom = depth;
      }
      if (skipFrom < 0) {
        kept.append(c);
      }
    }
    return CAPTURE
        .matcher(kept)
        .replaceAll(capture -> "?" + (capture.group(1) == null ? "" : capture.group(1)));
  }
}
