package org.jlanes.assist;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Words of other languages, and of other classes, and what Java says instead.
final class Habits {
  private static final Map<String, String> METHODS =
      Map.ofEntries(
          Map.entry("print", "IO.println(…)"),
          Map.entry("println", "IO.println(…)"),
          Map.entry("puts", "IO.println(…)"),
          Map.entry("echo", "IO.println(…)"),
          Map.entry("printf", "System.out.printf(…)"),
          Map.entry("input", "IO.readln(…)"),
          Map.entry("readline", "IO.readln(…)"),
          Map.entry("readLine", "IO.readln(…)"),
          Map.entry("readln", "IO.readln(…)"),
          Map.entry("str", "String.valueOf(…)"),
          Map.entry("range", "IntStream.range(…)"),
          Map.entry("sleep", "Thread.sleep(…)"),
          Map.entry("format", "String.format(…)"),
          Map.entry("listOf", "List.of(…)"),
          Map.entry("setOf", "Set.of(…)"),
          Map.entry("mapOf", "Map.of(…)"),
          Map.entry("requireNonNull", "Objects.requireNonNull(…)"));

  private static final Map<String, String> VALUES =
      Map.of(
          "True", "true",
          "TRUE", "true",
          "False", "false",
          "FALSE", "false",
          "None", "null",
          "nil", "null",
          "NULL", "null",
          "undefined", "null",
          "self", "this");

  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("bool", "boolean"),
          Map.entry("str", "String"),
          Map.entry("dict", "Map"),
          Map.entry("let", "var"),
          Map.entry("val", "var"),
          Map.entry("auto", "var"),
          Map.entry("Int", "int"),
          Map.entry("unsigned", "int or long"),
          Map.entry("Any", "Object"));

  /// What stands before a dot, with what stands behind it.
  private static final Map<String, String> QUALIFIED =
      Map.of(
          "console.log", "IO.println(…)",
          "Console.WriteLine", "IO.println(…)",
          "fmt.Println", "IO.println(…)",
          "fmt.Printf", "System.out.printf(…)");

  /// Members that mean the same in different classes.
  private static final List<List<String>> SYNONYMS =
      List.of(
          List.of("length", "size", "count", "len", "getLength", "getSize", "Length", "Count"),
          List.of("add", "append", "push", "push_back", "put", "insert"),
          List.of("contains", "containsKey", "has", "includes", "include", "exists"),
          List.of("substring", "subList", "substr", "slice", "sub"),
          List.of("toUpperCase", "upper", "toUpper", "uppercase"),
          List.of("toLowerCase", "lower", "toLower", "lowercase"),
          List.of("remove", "delete", "erase", "discard"),
          List.of("getFirst", "first", "head", "front"),
          List.of("getLast", "last", "back"),
          List.of("keySet", "keys"),
          List.of("entrySet", "items", "entries"),
          List.of("strip", "trim"));

  private Habits() {}

  /// What is called instead of a method that stands alone.
  static Optional<String> method(String name) {
    return Optional.ofNullable(METHODS.get(name));
  }

  /// What is written instead of a variable.
  static Optional<String> value(String name) {
    return Optional.ofNullable(VALUES.get(name));
  }

  /// What is written instead of a type.
  static Optional<String> type(String name) {
    return Optional.ofNullable(TYPES.get(name));
  }

  /// What is written instead of a name with its member.
  static Optional<String> qualified(String name, String member) {
    return Optional.ofNullable(QUALIFIED.get(name + "." + member));
  }

  /// Other words for a member, of which a class may have one.
  static List<String> synonyms(String member) {
    return SYNONYMS.stream()
        .filter(words -> words.contains(member))
        .findFirst()
        .orElseGet(() -> accessors(member));
  }

  /// `getName` of a class is `name` of a record.
  private static List<String> accessors(String member) {
    if (member.matches("(?:get|is)[A-Z].*")) {
      String property = member.replaceFirst("^(?:get|is)", "");
      return List.of(Character.toLowerCase(property.charAt(0)) + property.substring(1));
    }
    String property = Character.toUpperCase(member.charAt(0)) + member.substring(1);
    return List.of("get" + property, "is" + property);
  }
}
