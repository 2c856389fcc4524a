package org.jlanes.lanes.nativecode;

import java.util.List;
import org.jlanes.lanes.nativecode.CParameter.Form;

/// The overload with C's own parameters; arrays are primitive arrays of one dimension.
record FlatMethod(CFunction function, String holder) implements FacadeMethod {
  @Override
  public String signature() {
    List<String> parameters =
        function.parameters().stream().map(p -> type(p) + " " + p.javaName()).toList();
    return FacadeMethod.signature(function, parameters);
  }

  /// The Java type of a parameter, arrays flat.
  static String type(CParameter parameter) {
    return switch (parameter.form()) {
      case SCALAR -> parameter.type().scalar();
      case ADDRESS -> "java.lang.foreign.MemorySegment";
      case STRING -> "String";
      case ARRAY, POINTER -> parameter.type().element() + "[]";
    };
  }

  @Override
  public String body() {
    List<String> arguments =
        function.parameters().stream()
            .map(p ->
                switch (p.form()) {
                  case SCALAR, ARRAY, POINTER -> p.javaName();
                  case STRING, ADDRESS -> SegmentMethod.argument(function, p);
                })
            .toList();
    return SegmentMethod.fenced(
        function,
        p -> p.form() == Form.ADDRESS,
        FacadeMethod.checks(function, p -> true)
            + FacadeMethod.call(function, holder, false, arguments));
  }
}
