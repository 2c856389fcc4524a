package org.jlanes.lanes.nativecode;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jlanes.lanes.nativecode.CParameter.Form;
import org.jlanes.runtime.system.Locales;

/// One overload of a function in the facade.
sealed interface FacadeMethod
    permits NestedMethod, FlatMethod, IsolatedMethod, SegmentMethod, BufferMethod {
  /// Result, name and parameters as Java source.
  String signature();

  /// The statements between the braces.
  String body();

  /// `"function", ` as the first argument of the run-time checks.
  static String quoted(String text) {
    return '"' + text + '"';
  }

  /// Result, name and parameters.
  static String signature(CFunction function, List<String> parameters) {
    return function.javaResult()
        + " "
        + JavaNames.ofFunction(function.name())
        + "("
        + String.join(", ", parameters)
        + ")";
  }

  /// The dimensions of a shaped parameter as trailing arguments: `, (long) rows, 3L`. An open first
  /// dimension is -1.
  static String dimensions(CParameter parameter) {
    return parameter.dimensions().stream()
        .map(d -> d.isOpen() ? ", -1L" : ", " + d.java())
        .collect(Collectors.joining());
  }

  /// Checks of scalars whose Java type is wider than the C type.
  static String ranges(CFunction function) {
    return function.parameters().stream()
        .filter(p -> p.form() == Form.SCALAR && p.type().largest().isPresent())
        .map(p ->
            String.format(
                Locales.NONE,
                "((org.jlanes.lanes.NativeRuntime) null).range(%s, %s, %s, %s, %dL);\n",
                quoted(function.name()),
                quoted(p.name()),
                quoted(p.spelling()),
                p.javaName(),
                p.type().largest().orElseThrow()))
        .collect(Collectors.joining());
  }

  /// Checks of everything that can be wrong with scalars and with some of the flat arrays.
  static String checks(CFunction function, Predicate<CParameter> which) {
    StringBuilder out = new StringBuilder(ranges(function));
    for (CParameter parameter : function.parameters()) {
      if (parameter.form() == Form.ARRAY && which.test(parameter)) {
        out.append(
            "((org.jlanes.lanes.NativeRuntime) null).length(%s, %s, %s%s);\n"
                .formatted(
                    quoted(function.name()),
                    quoted(parameter.shape()),
                    parameter.javaName(),
                    dimensions(parameter)));
      }
    }
    return out.toString();
  }

  /// The call of the native method with its result turned into what the facade returns.
  static String call(CFunction function, String holder, boolean addresses, List<String> arguments) {
    String call =
        holder
            + "."
            + HolderSource.method(function, addresses)
            + "("
            + String.join(", ", arguments)
            + ")";
    if (function.returnsString()) {
      return "return ((org.jlanes.lanes.NativeRuntime) null).string(" + call + ");\n";
    }
    return (function.result() == CType.VOID ? "" : "return ") + call + ";\n";
  }
}
