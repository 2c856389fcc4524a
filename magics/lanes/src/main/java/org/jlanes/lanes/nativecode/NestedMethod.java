package org.jlanes.lanes.nativecode;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jlanes.lanes.nativecode.CParameter.Form;

/// The overload with Java's own arrays: `double[][] a` for `double a[rows][cols]`. Parameters that
/// are the length of an array are left out and taken from the array.
record NestedMethod(CFunction function) implements FacadeMethod {
  private record Place(CParameter array, int index) {}

  boolean differsFromFlat() {
    return !lengths().isEmpty()
        || function.parameters().stream().anyMatch(p -> p.dimensions().size() > 1);
  }

  @Override
  public String signature() {
    Map<String, List<Place>> lengths = lengths();
    List<String> parameters =
        function.parameters().stream()
            .filter(p -> !lengths.containsKey(p.name()))
            .map(p -> type(p) + " " + p.javaName())
            .toList();
    return FacadeMethod.signature(function, parameters);
  }

  private static String type(CParameter parameter) {
    return parameter.form() == Form.ARRAY
        ? parameter.type().element() + "[]".repeat(parameter.dimensions().size())
        : FlatMethod.type(parameter);
  }

  /// The parameters that are lengths, each with the arrays that tell it.
  private Map<String, List<Place>> lengths() {
    Map<String, List<Place>> lengths = new LinkedHashMap<>();
    for (CParameter parameter : function.parameters()) {
      for (int i = 0; i < parameter.dimensions().size(); i++) {
        Place place = new Place(parameter, i);
        parameter
            .dimensions()
            .get(i)
            .parameter()
            .ifPresent(name -> lengths.computeIfAbsent(name, n -> new ArrayList<>()).add(place));
      }
    }
    return lengths;
  }

  @Override
  public String body() {
    StringBuilder out = new StringBuilder();
    List<CParameter> arrays =
        function.parameters().stream().filter(p -> p.form() == Form.ARRAY).toList();
    for (CParameter array : arrays) {
      out.append(
          "long[] %s$shape = org.jlanes.lanes.NativeRuntime.shape(%s, %s, %s, %d);\n"
              .formatted(
                  array.javaName(),
                  FacadeMethod.quoted(function.name()),
                  FacadeMethod.quoted(array.shape()),
                  array.javaName(),
                  array.dimensions().size()));
    }
    lengths().forEach((name, places) -> length(out, name, places));
    List<CParameter> nested = arrays.stream().filter(p -> p.dimensions().size() > 1).toList();
    for (CParameter array : nested) {
      String name = array.javaName();
      out.append(
          "org.jlanes.lanes.NativeRuntime.agree(%s, %s, %s$shape%s);\n"
              .formatted(
                  FacadeMethod.quoted(function.name()),
                  FacadeMethod.quoted(array.shape()),
                  name,
                  FacadeMethod.dimensions(array)));
      String type = array.type().element() + "[]";
      out.append(
          "%s %s$flat = (%s) org.jlanes.lanes.NativeRuntime.flatten(%s, %s$shape);\n"
              .formatted(type, name, type, name, name));
    }
    call(out, nested);
    return out.toString();
  }

  private void length(StringBuilder out, String name, List<Place> places) {
    CParameter parameter =
        function.parameters().stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
    String shapes =
        places.stream().map(p -> p.array().shape()).distinct().collect(Collectors.joining(", "));
    String values =
        places.stream()
            .map(p -> ", " + p.array().javaName() + "$shape[" + p.index() + "]")
            .collect(Collectors.joining());
    String java = parameter.type().scalar();
    long most =
        switch (java) {
          case "byte" -> Byte.MAX_VALUE;
          case "short" -> Short.MAX_VALUE;
          default -> Integer.MAX_VALUE;
        };
    out.append(
        "%s %s = %sorg.jlanes.lanes.NativeRuntime.length(%s, %s, %s, %dL%s);\n"
            .formatted(
                java,
                parameter.javaName(),
                java.equals("long") ? "" : "(" + java + ") ",
                FacadeMethod.quoted(function.name()),
                FacadeMethod.quoted(name),
                FacadeMethod.quoted(shapes),
                most,
                values));
  }

  private void call(StringBuilder out, List<CParameter> nested) {
    String arguments =
        function.parameters().stream()
            .map(p -> p.javaName() + (nested.contains(p) ? "$flat" : ""))
            .collect(Collectors.joining(", "));
    boolean isVoid = function.javaResult().equals("void");
    out.append(isVoid ? "" : function.javaResult() + " result$ = ")
        .append(JavaNames.of(function.name()))
        .append("(")
        .append(arguments)
        .append(");\n");
    nested.stream()
        .filter(p -> !p.readOnly())
        .forEach(p ->
            out.append(
                "org.jlanes.lanes.NativeRuntime.unflatten(%s$flat, %s);\n"
                    .formatted(p.javaName(), p.javaName())));
    if (!isVoid) {
      out.append("return result$;\n");
    }
  }
}
