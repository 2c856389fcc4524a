package org.jlanes.lanes.nativecode;

import java.util.List;
import java.util.stream.Collectors;

/// The overload whose arrays are direct NIO buffers, from position to limit.
record BufferMethod(CFunction function) implements FacadeMethod {
  /// Whether every array has a buffer type; booleans have none.
  static boolean fits(CFunction function) {
    return function.parameters().stream().noneMatch(p -> p.isElements() && p.type() == CType.BOOL);
  }

  @Override
  public String signature() {
    List<String> parameters =
        function.parameters().stream()
            .map(p -> (p.isElements() ? buffer(p) : FlatMethod.type(p)) + " " + p.javaName())
            .toList();
    return FacadeMethod.signature(function, parameters);
  }

  private static String buffer(CParameter parameter) {
    String element = parameter.type().element();
    return "java.nio." + Character.toUpperCase(element.charAt(0)) + element.substring(1) + "Buffer";
  }

  @Override
  public String body() {
    String arguments =
        function.parameters().stream()
            .map(p ->
                p.isElements()
                    ? "((org.jlanes.lanes.NativeRuntime) null).segment(%s, %s, %s)"
                        .formatted(
                            FacadeMethod.quoted(function.name()),
                            FacadeMethod.quoted(p.shape()),
                            p.javaName())
                    : p.javaName())
            .collect(Collectors.joining(", "));
    // The segments keep their buffers alive; the overload for segments keeps the segments.
    return (function.javaResult().equals("void") ? "" : "return ")
        + JavaNames.ofFunction(function.name())
        + "("
        + arguments
        + ");\n";
  }
}
