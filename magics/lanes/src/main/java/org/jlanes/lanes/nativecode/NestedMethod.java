package org.jlanes.lanes.nativecode;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jlanes.lanes.nativecode.CParameter.Form;
import org.jlanes.runtime.system.Locales;

/// The overload with Java's own arrays: `double[][] a` for `double a[rows][cols]`. Parameters that
/// are the length of an array are left out and taken from the array.
record NestedMethod(CFunction function, String holder, boolean isolated) implements FacadeMethod {
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
          String.format(
              Locales.NONE,
              "long[] %s$shape = ((org.jlanes.lanes.NativeRuntime) null).shape(%s, %s, %s, %d);\n",
              array.javaName(),
              FacadeMethod.quoted(function.name()),
              FacadeMethod.quoted(array.shape()),
              array.javaName(),
              array.dimensions().size()));
    }
    lengths().forEach((name, places) -> length(out, name, places));
    List<CParameter> nested = arrays.stream().filter(p -> p.dimensions().size() > 1).toList();
    for (CParameter array : nested) {
      out.append(
          "((org.jlanes.lanes.NativeRuntime) null).agree(%s, %s, %s$shape%s);\n"
              .formatted(
                  FacadeMethod.quoted(function.name()),
                  FacadeMethod.quoted(array.shape()),
                  array.javaName(),
                  FacadeMethod.dimensions(array)));
    }
    boolean direct = nested.isEmpty() || isolated;
    if (!direct) {
      out.append(FacadeMethod.checks(function, p -> p.dimensions().size() == 1));
    }
    for (CParameter array : nested) {
      String type = array.type().element() + "[]";
      out.append(
          "%s %s$flat = (%s) ((org.jlanes.lanes.NativeRuntime) null).%s(%s, %s$shape);\n"
              .formatted(
                  type,
                  array.javaName(),
                  type,
                  isolated ? "flattenExactly" : "flatten",
                  array.javaName(),
                  array.javaName()));
    }
    out.append(direct ? flatCall(nested) : nativeCall(nested));
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
        String.format(
            Locales.NONE,
            "%s %s = %s((org.jlanes.lanes.NativeRuntime) null).length(%s, %s, %s, %dL%s);\n",
            java,
            parameter.javaName(),
            java.equals("long") ? "" : "(" + java + ") ",
            FacadeMethod.quoted(function.name()),
            FacadeMethod.quoted(name),
            FacadeMethod.quoted(shapes),
            most,
            values));
  }

  /// Calls the flat overload, which checks and converts what is left.
  private String flatCall(List<CParameter> nested) {
    String arguments =
        function.parameters().stream()
            .map(p -> p.javaName() + (nested.contains(p) ? "$flat" : ""))
            .collect(Collectors.joining(", "));
    String call = JavaNames.ofFunction(function.name()) + "(" + arguments + ");\n";
    String back = back(nested);
    if (function.javaResult().equals("void")) {
      return call + back;
    }
    return back.isEmpty()
        ? "return " + call
        : function.javaResult() + " result$ = " + call + back + "return result$;\n";
  }

  /// Calls the native method itself: the flat copies may be longer than the shapes say.
  private String nativeCall(List<CParameter> nested) {
    List<String> arguments =
        function.parameters().stream()
            .map(p ->
                switch (p.form()) {
                  case SCALAR, ARRAY, POINTER -> p.javaName() + (nested.contains(p) ? "$flat" : "");
                  case STRING, ADDRESS -> SegmentMethod.argument(function, p);
                })
            .toList();
    String call = FacadeMethod.call(function, holder, false, arguments);
    String back = back(nested);
    if (!back.isEmpty() && call.startsWith("return ")) {
      call = function.javaResult() + " result$ = " + call.substring("return ".length());
      back += "return result$;\n";
    }
    String releases =
        nested.stream()
            .map(CParameter::javaName)
            .map("((org.jlanes.lanes.NativeRuntime) null).release(%s$flat);\n"::formatted)
            .collect(Collectors.joining());
    String body = SegmentMethod.fenced(function, p -> p.form() == Form.ADDRESS, call + back);
    return "try {\n" + body.indent(2) + "} finally {\n" + releases.indent(2) + "}\n";
  }

  private String back(List<CParameter> nested) {
    return nested.stream()
        .filter(p -> !p.readOnly())
        .map(p ->
            "((org.jlanes.lanes.NativeRuntime) null).unflatten(%s$flat, %s);\n"
                .formatted(p.javaName(), p.javaName()))
        .collect(Collectors.joining());
  }
}
