package org.jlanes.magics.lane;

import java.lang.reflect.Array;
import java.util.List;
import java.util.Optional;
import org.jlanes.magics.header.Target;
import org.jlanes.runtime.engine.CellFailure;
import org.jlanes.runtime.engine.MappedSource;
import org.jlanes.runtime.engine.NotebookEngine;
import org.jlanes.runtime.magic.MagicError;

/// Puts the results of a run into the form that the header asks for.
///
/// @param type what the header says
/// @param body what the results are of
/// @param component the class of an array's elements; null for a list
record Results(ResultType type, CompiledBody body, Class<?> component) {
  /// Prepares for results, so that what cannot be made is refused before the run and not after it.
  ///
  /// @param engine the notebook
  /// @throws MagicError if there are no arrays of the type in the header
  static Results of(
      NotebookEngine engine, ResultType type, CompiledBody body, Target target, String cell)
      throws MagicError {
    return new Results(
        type,
        body,
        type.kind() == ResultType.Kind.LIST ? null : component(engine, type, target, cell));
  }

  /// The type of the variable or value.
  String declared() {
    return type.declared().isEmpty() ? "List<" + body.resultType() + ">" : type.declared();
  }

  /// The type of the variable or value that grows with the results.
  String growing() {
    return type.declared().isEmpty()
        ? "org.jlanes.lanes.Arrivals<" + body.resultType() + ">"
        : type.declared();
  }

  /// One result as it is to be declared.
  Object element(Object value) {
    return body.promotion().isEmpty() ? value : body.promotion().get().of(value);
  }

  /// The results as they are to be declared.
  Object form(List<?> values) {
    if (component == null) {
      Optional<NumericPromotion> promotion = body.promotion();
      return promotion.isEmpty()
          ? values
          : values.stream().map(v -> promotion.get().of(v)).toList();
    }
    Object array = Array.newInstance(component, values.size());
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

  /// The notebook's own classes are known to the engine alone.
  private static Class<?> component(
      NotebookEngine engine, ResultType type, Target target, String cell) throws MagicError {
    String element = type.element();
    int bracket = element.indexOf('[');
    String base = bracket < 0 ? element : element.substring(0, bracket);
    String more = bracket < 0 ? "" : element.substring(bracket);
    MappedSource.Builder source = MappedSource.builder(cell).generated("new ");
    int at = cell.indexOf(base, target.type().start());
    if (at < 0) {
      source.generated(base);
    } else {
      source.cell(at, at + base.length());
    }
    source.generated("[0]" + more);
    try {
      return engine.evaluate(source.build()).value().getClass().getComponentType();
    } catch (CellFailure e) {
      throw new MagicError(
          "an array of " + element + " cannot be made (" + e.text() + ")",
          target.type().start(),
          target.type().end(),
          "write -> List<" + element + "> " + target.name());
    }
  }
}
