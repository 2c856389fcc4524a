package org.jlanes.magics.nativecode;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jlanes.lanes.nativecode.ElementType;
import org.jlanes.magics.header.Span;
import org.jlanes.magics.header.Target;
import org.jlanes.runtime.magic.MagicError;

/// What the arrow of an element-wise cell says.
///
/// @param name the variable, null without an arrow
/// @param type its type as Java source, null where the items decide
/// @param element the type of the results, null where the items decide
/// @param list whether the variable is a list
record ResultType(String name, String type, ElementType element, boolean list) {
  private static final Pattern LIST =
      Pattern.compile("(?:java\\.util\\.)?List\\s*<\\s*(?:java\\.lang\\.)?(\\w+)\\s*>");
  private static final Pattern ARRAY = Pattern.compile("(\\w+)\\s*\\[\\s*]");

  /// Reads the target.
  ///
  /// @param target may be null
  /// @throws MagicError if C cannot give that type
  static ResultType of(Target target, String cell) throws MagicError {
    if (target == null) {
      return new ResultType(null, null, null, false);
    }
    Span span = target.type();
    if (span == null) {
      return new ResultType(target.name(), null, null, false);
    }
    String type = span.of(cell);
    Matcher list = LIST.matcher(type);
    Matcher array = ARRAY.matcher(type);
    String element = list.matches() ? list.group(1) : array.matches() ? array.group(1) : "";
    ElementType known = ElementType.of(element).orElse(null);
    boolean boxed = !element.isEmpty() && Character.isUpperCase(element.charAt(0));
    if (known == null || boxed != list.matches()) {
      throw new MagicError(
          "an element-wise map gives no " + type,
          span.start(),
          span.end(),
          "write an array of a primitive type or a List of a boxed one: -> double[] "
              + target.name()
              + ", -> List<Double> "
              + target.name());
    }
    return new ResultType(target.name(), type, known, list.matches());
  }
}
