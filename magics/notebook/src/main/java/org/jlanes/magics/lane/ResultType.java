package org.jlanes.magics.lane;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jlanes.magics.header.CellPieces;
import org.jlanes.magics.header.Span;
import org.jlanes.magics.header.Target;
import org.jlanes.runtime.engine.MappedSource;

/// What the type before the result's name says: `-> long total`, `-> double[] ys` and `->
/// List<Number> xs` fix the type of the elements, which is otherwise inferred.
///
/// @param kind what holds the elements
/// @param element the type of the elements as Java source; empty if it is inferred
/// @param declared the type of the variable; empty if it follows from the element
record ResultType(Kind kind, String element, String declared) {
  private static final Set<String> LISTS =
      Set.of("List", "Collection", "SequencedCollection", "Iterable");
  private static final Map<String, String> BOXES =
      Map.of(
          "boolean", "Boolean",
          "byte", "Byte",
          "short", "Short",
          "char", "Character",
          "int", "Integer",
          "long", "Long",
          "float", "Float",
          "double", "Double");

  enum Kind {
    LIST,
    ARRAY
  }

  /// The type of a result without a type: a list of what is inferred.
  static final ResultType INFERRED = new ResultType(Kind.LIST, "", "");

  /// The type that stands in a header.
  static ResultType of(Target target, String cell) {
    return of(target, cell, UnaryOperator.identity());
  }

  /// The same.
  ///
  /// @param names writes out what imports bring in
  static ResultType of(Target target, String cell, UnaryOperator<MappedSource> names) {
    Span span = target.type();
    if (span == null) {
      return INFERRED;
    }
    String type = names.apply(CellPieces.of(cell, span)).text().replaceAll("\\s+", " ").strip();
    if (type.endsWith("]")) {
      return new ResultType(Kind.ARRAY, type.substring(0, type.lastIndexOf('[')).strip(), type);
    }
    if (BOXES.containsKey(type)) {
      return new ResultType(Kind.ARRAY, type, type + "[]");
    }
    int angle = type.indexOf('<');
    String raw = (angle < 0 ? type : type.substring(0, angle)).strip();
    boolean list = LISTS.contains(raw.substring(raw.lastIndexOf('.') + 1));
    if (list && angle < 0) {
      return INFERRED;
    }
    if (list) {
      List<String> arguments = arguments(type);
      String only = arguments.getFirst();
      return new ResultType(Kind.LIST, only.startsWith("?") ? "" : only, type);
    }
    return new ResultType(Kind.LIST, type, "List<" + type + ">");
  }

  /// Whether the elements are primitive.
  boolean isPrimitive() {
    return BOXES.containsKey(element);
  }

  /// The class of a primitive type.
  static String boxed(String primitive) {
    return BOXES.get(primitive);
  }

  /// The type arguments of a parameterized type.
  static List<String> arguments(String type) {
    List<String> arguments = new ArrayList<>();
    int open = type.indexOf('<');
    if (open < 0) {
      return arguments;
    }
    int depth = 0;
    int from = open + 1;
    for (int i = open; i < type.length(); i++) {
      char c = type.charAt(i);
      depth += c == '<' ? 1 : c == '>' ? -1 : 0;
      if (depth == 1 && c == ',' || depth == 0) {
        arguments.add(type.substring(from, i).strip());
        from = i + 1;
        if (depth == 0) {
          break;
        }
      }
    }
    return arguments;
  }
}
