package org.jlanes.lanes.nativecode;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jlanes.lanes.nativecode.CParameter.Form;
import org.jlanes.runtime.system.Locales;

/// The overload whose arrays are off-heap memory: nothing is copied or pinned.
record SegmentMethod(CFunction function, String holder) implements FacadeMethod {
  @Override
  public String signature() {
    List<String> parameters =
        function.parameters().stream()
            .map(p ->
                (p.isElements() ? "java.lang.foreign.MemorySegment" : FlatMethod.type(p))
                    + " "
                    + p.javaName())
            .toList();
    return FacadeMethod.signature(function, parameters);
  }

  @Override
  public String body() {
    List<String> arguments =
        function.parameters().stream()
            .map(p -> p.form() == Form.SCALAR ? p.javaName() : argument(function, p))
            .toList();
    return fenced(
        function,
        p -> p.isElements() || p.form() == Form.ADDRESS,
        FacadeMethod.ranges(function) + FacadeMethod.call(function, holder, true, arguments));
  }

  /// A string as bytes, or a checked memory segment as its address.
  static String argument(CFunction function, CParameter parameter) {
    if (parameter.form() == Form.STRING) {
      return "((org.jlanes.lanes.NativeRuntime) null).utf8(%s, %s, %s)"
          .formatted(
              FacadeMethod.quoted(function.name()),
              FacadeMethod.quoted(parameter.name()),
              parameter.javaName());
    }
    return String.format(
        Locales.NONE,
        "((org.jlanes.lanes.NativeRuntime) null).address(%s, %s, %s, %s, %d%s)",
        FacadeMethod.quoted(function.name()),
        FacadeMethod.quoted(parameter.shape()),
        parameter.javaName(),
        !parameter.readOnly(),
        parameter.type().bytes(),
        FacadeMethod.dimensions(parameter));
  }

  /// Keeps memory that is passed by address from being freed by the collector during the call.
  static String fenced(CFunction function, Predicate<CParameter> byAddress, String body) {
    String fences =
        function.parameters().stream()
            .filter(byAddress)
            .map(p ->
                "  ((java.lang.ref.Reference<?>) null).reachabilityFence(" + p.javaName() + ");\n")
            .collect(Collectors.joining());
    return fences.isEmpty() ? body : "try {\n" + body.indent(2) + "} finally {\n" + fences + "}\n";
  }
}
