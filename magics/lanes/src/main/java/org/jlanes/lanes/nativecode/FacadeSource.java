package org.jlanes.lanes.nativecode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Writes the class `Native`: for each C function the methods that user code calls. They check
/// shapes, lengths and ranges in Java, before C is entered, and then call the holder class of the
/// cell that defined the function.
public final class FacadeSource {
  private final StringBuilder out = new StringBuilder();

  private FacadeSource() {}

  /// A function and how it is called.
  ///
  /// @param function the function
  /// @param holder the class that holds its native methods
  /// @param isolated whether it is called in a worker process; only for functions without `void *`
  public record Bound(CFunction function, String holder, boolean isolated) {}

  /// Java source of the class.
  ///
  /// @param name the simple name of the class
  /// @param functions by C name, in the order in which they are declared
  public static String of(String name, Map<String, Bound> functions) {
    FacadeSource facade = new FacadeSource();
    facade.out.append("public class ").append(name).append(" {\n");
    facade.out.append("  private ").append(name).append("() {}\n");
    functions.values().forEach(bound -> methods(bound).forEach(m -> facade.method(bound, m)));
    return facade.out.append("}\n").toString();
  }

  /// The signatures under which Java code can call a function, the most convenient one first.
  ///
  /// @param isolated whether it is called in a worker process, which shares no memory
  public static List<String> signatures(CFunction function, boolean isolated) {
    return methods(new Bound(function, "", isolated)).stream()
        .map(FacadeMethod::signature)
        .toList();
  }

  private static List<FacadeMethod> methods(Bound bound) {
    List<FacadeMethod> methods = new ArrayList<>();
    CFunction function = bound.function();
    NestedMethod nested = new NestedMethod(function, bound.holder(), bound.isolated());
    if (nested.differsFromFlat()) {
      methods.add(nested);
    }
    if (bound.isolated()) {
      methods.add(new IsolatedMethod(function, bound.holder()));
      return methods;
    }
    methods.add(new FlatMethod(function, bound.holder()));
    if (function.hasElements()) {
      methods.add(new SegmentMethod(function, bound.holder()));
      if (BufferMethod.fits(function)) {
        methods.add(new BufferMethod(function));
      }
    }
    return methods;
  }

  private void method(Bound bound, FacadeMethod method) {
    out.append("\n  /** C: <code>")
        .append(bound.function().prototype().replace("*/", "* /"))
        .append("</code> */\n  public static ")
        .append(method.signature())
        .append(" {\n");
    for (String line : method.body().split("\n")) {
      out.append("    ").append(line).append('\n');
    }
    out.append("  }\n");
  }
}
