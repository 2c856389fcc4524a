package org.jlanes.soak;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// Options of a command line: `--name value`. Immutable.
final class Arguments {
  private final Map<String, String> values;

  private Arguments(Map<String, String> values) {
    this.values = values;
  }

  /// Reads a command line.
  ///
  /// @param known the options there are, without dashes
  /// @throws IllegalArgumentException if it has others; the message is for the user
  static Arguments of(String[] words, Set<String> known) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < words.length; i += 2) {
      String name = words[i].startsWith("--") ? words[i].substring(2) : "";
      if (!known.contains(name) || i + 1 == words.length) {
        throw new IllegalArgumentException(
            words[i] + " is not an option with a value; there are " + known);
      }
      values.put(name, words[i + 1]);
    }
    return new Arguments(Map.copyOf(values));
  }

  /// A text.
  String text(String name, String absent) {
    return values.getOrDefault(name, absent);
  }

  /// A number.
  ///
  /// @throws IllegalArgumentException if it is none; the message is for the user
  double number(String name, double absent) {
    String value = values.get(name);
    try {
      return value == null ? absent : Double.parseDouble(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("--" + name + " wants a number, not " + value, e);
    }
  }
}
