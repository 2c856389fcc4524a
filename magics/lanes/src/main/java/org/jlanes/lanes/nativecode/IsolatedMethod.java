package org.jlanes.lanes.nativecode;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jlanes.lanes.nativecode.CParameter.Form;
import org.jlanes.runtime.system.Locales;

/// The flat overload of a function that is called in a worker process: arguments are sent there,
/// arrays that are not `const` come back.
record IsolatedMethod(CFunction function, String holder) implements FacadeMethod {
  @Override
  public String signature() {
    return new FlatMethod(function, holder).signature();
  }

  @Override
  public String body() {
    List<CParameter> parameters = function.parameters();
    String sent =
        parameters.stream()
            .map(p -> p.form() == Form.STRING ? SegmentMethod.argument(function, p) : p.javaName())
            .collect(Collectors.joining(", "));
    List<String> received = new ArrayList<>();
    StringBuilder back = new StringBuilder();
    StringBuilder returned = new StringBuilder();
    for (int i = 0; i < parameters.size(); i++) {
      CParameter parameter = parameters.get(i);
      String type = parameter.form() == Form.STRING ? "byte[]" : FlatMethod.type(parameter);
      received.add("(" + type + ") in$[" + i + "]");
      if (parameter.isElements() && !parameter.readOnly()) {
        returned.append(", in$[").append(i).append("]");
        back.append(
            String.format(
                Locales.NONE,
                "((org.jlanes.lanes.NativeRuntime) null).copyBack(out$, %d, %s);\n",
                returned.toString().split(",").length - 1,
                parameter.javaName()));
      }
    }
    boolean isVoid = function.javaResult().equals("void");
    String call =
        holder
            + "."
            + HolderSource.method(function, false)
            + "("
            + String.join(", ", received)
            + ")";
    return FacadeMethod.checks(function, p -> true)
        + "Object[] out$ = ((org.jlanes.lanes.NativeRuntime) null).isolated("
        + FacadeMethod.quoted(function.name())
        + ", new Object[] {"
        + sent
        + "}, in$ -> {\n"
        + (isVoid ? "  " + call + ";\n  Object r$ = null;\n" : "  Object r$ = " + call + ";\n")
        + "  return new Object[] {r$"
        + returned
        + "};\n});\n"
        + back
        + result();
  }

  private String result() {
    if (function.returnsString()) {
      return "return ((org.jlanes.lanes.NativeRuntime) null).string((byte[]) out$[0]);\n";
    }
    return function.javaResult().equals("void")
        ? ""
        : "return (" + function.javaResult() + ") out$[0];\n";
  }
}
