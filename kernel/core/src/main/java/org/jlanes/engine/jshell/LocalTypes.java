package org.jlanes.engine.jshell;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jshell.Diag;

/// Values whose inferred type names a class that was declared inside of the code, such as a record
/// in a lambda: `Stream.of(1).map(i -> { record R(int q) {} return new R(i); }).toList()`. JShell
/// declares the value with that name, where nobody knows it, and runs nothing.
final class LocalTypes {
  private static final Pattern MISSING = Pattern.compile("class (\\w+)");

  private LocalTypes() {}

  /// Types to try for such a value, the most telling first; none if it is no such value.
  static List<String> without(Unit unit, Evaluated done) {
    if (done.outcome() != null || done.snippets().size() != 1) {
      return List.of();
    }
    Evaluated.Result only = done.snippets().getFirst();
    String type = only.type();
    for (String name : missing(only)) {
      Matcher declared =
          Pattern.compile(
                  "\\b(class|record|enum|interface)\\s+"
                      + Pattern.quote(name)
                      + "\\b(?:\\s+extends\\s+([\\w.]+))?")
              .matcher(unit.source().text());
      if (declared.find()) {
        type =
            type.replaceAll(
                "\\b" + Pattern.quote(name) + "\\b", Matcher.quoteReplacement(bound(declared)));
      }
    }
    return type.equals(only.type()) ? List.of() : List.of(Denotable.type(type), "Object");
  }

  /// What can be said of a class where its name is not known.
  private static String bound(Matcher declared) {
    return switch (declared.group(1)) {
      case "record" -> "Record";
      case "enum" -> "Enum<?>";
      case "class" -> declared.group(2) == null ? "Object" : declared.group(2);
      default -> "Object";
    };
  }

  private static Set<String> missing(Evaluated.Result result) {
    Set<String> names = new LinkedHashSet<>();
    Stream.concat(
            result.unresolved().stream(), result.diagnostics().stream().map(LocalTypes::message))
        .flatMap(text -> MISSING.matcher(text).results())
        .forEach(found -> names.add(found.group(1)));
    return names;
  }

  private static String message(Diag diagnostic) {
    return diagnostic.getMessage(Locale.ENGLISH);
  }
}
