package org.jlanes.magics.lane;

import java.lang.reflect.Array;
import java.util.List;
import java.util.Optional;
import org.jlanes.magics.header.Target;
import org.jlanes.runtime.engine.CellFailure;
import org.jlanes.runtime.engine.MappedSource;
import org.jlanes.runtime.engine.NotebookEngine;

/// Puts the results of a run into the form that the header asks for.
///
/// @param engine the notebook
/// @param type what the header says
/// @param body what the results are of
record Results(NotebookEngine engine, ResultType type, CompiledBody body) {
  /// The type of the variable or value.
  String declared() {
    return type.declared().isEmpty() ? "List<" + body.resultType() + ">" : type.declared();
  }

  /// The results as they are to be declared.
  ///
  /// @throws CellFailure if an array of that type cannot be made
  Object form(List<?> values, Target target, String cell) throws CellFailure {
    if (type.kind() == ResultType.Kind.LIST) {
      Optional<NumericPromotion> promotion = body.promotion();
      return promotion.isEmpty()
          ? values
          : values.stream().map(v -> promotion.get().of(v)).toList();
    }
    Object array = array(values.size(), target, cell);
    for (int i = 0; i < values.size(); i++) {
      Object value = values.get(i);
      if (value != null) {
        Array.set(array, i, value);
      } else if (array instanceof double[] doubles) {
        doubles[i] = Double.NaN;
      } else if (array instanceof float[] floats) {
        floats[i] = Float.NaN;
      }
    }
    return array;
  }

  /// What stands at the places of failed items, for the warning.
  String filler() {
    if (type.kind() == ResultType.Kind.LIST || !type.isPrimitive()) {
      return "null";
    }
    return switch (type.element()) {
      case "double", "float" -> "NaN";
      case "boolean" -> "false";
      case "char" -> "'\\0'";
      default -> "0";
    };
  }

  private Object array(int length, Target target, String cell) throws CellFailure {
    String element = type.element();
    int bracket = element.indexOf('[');
    String base = bracket < 0 ? element : element.substring(0, bracket);
    String more = bracket < 0 ? "" : element.substring(bracket);
    MappedSource.Builder source = MappedSource.builder(cell).generated("new ");
    int at = cell.indexOf(base, target.type().start());
    source.cell(at, at + base.length()).generated("[" + length + "]" + more);
    return engine.evaluate(source.build()).value();
  }
}
