package org.jlanes.lanes.nativecode;

import java.util.List;
import java.util.stream.Collectors;

/// Writes the Java class that holds the `native` methods of one compiled cell. A class cannot grow
/// methods once it is loaded, so every compilation has a class of its own, under a name of its own;
/// [FacadeSource] puts them behind one name. Functions of a library that prints have a Java method
/// in front, which hands over the cell that calls.
public final class HolderSource {
  private HolderSource() {}

  /// Java source of the class.
  ///
  /// @param name the simple name of the class
  /// @param library what it is bound to, in whatever process: the mark on the class makes the
  ///   library travel with it
  public static String of(String name, List<CFunction> functions, CompiledLibrary library) {
    StringBuilder out = new StringBuilder();
    // JShell, which writes modifiers of its own, overlooks a `public` behind an annotation.
    out.append(
        """
        public @org.jlanes.lanes.Attached("%2$s") class %1$s {
          static {
            ((org.jlanes.lanes.NativeRuntime) null).bind(%1$s.class, "%2$s", "%3$s");
          }

        """
            .formatted(name, library.digest(), library.platform()));
    out.append("  /** Loads the library, if this has not happened yet. */\n");
    out.append("  public static void $load() {}\n");
    for (CFunction function : functions) {
      declare(out, function, false, library.prints());
      if (function.hasElements()) {
        declare(out, function, true, library.prints());
      }
    }
    return out.append("}\n").toString();
  }

  private static void declare(
      StringBuilder out, CFunction function, boolean addresses, boolean prints) {
    String parameters =
        function.parameters().stream()
            .map(p -> type(p, addresses) + " " + p.javaName())
            .collect(Collectors.joining(", "));
    String result = function.returnsString() ? "byte[]" : function.result().scalar();
    String name = method(function, addresses);
    String head = "%s %s(%s)".formatted(result, name, parameters);
    if (!prints) {
      out.append("\n  public static native ").append(head).append(";\n");
      return;
    }
    String bound = bound(function, addresses, true);
    String given =
        function.parameters().stream().map(p -> ", " + p.javaName()).collect(Collectors.joining());
    out.append("\n  public static ")
        .append(head)
        .append(
            " {\n    %s%s(((org.jlanes.lanes.NativeRuntime) null).outlet()%s);\n  }\n"
                .formatted(result.equals("void") ? "" : "return ", bound, given));
    out.append("\n  private static native %s %s(int outlet$".formatted(result, bound))
        .append(parameters.isEmpty() ? "" : ", ")
        .append(parameters)
        .append(");\n");
  }

  private static String type(CParameter parameter, boolean addresses) {
    return switch (parameter.form()) {
      case SCALAR -> parameter.type().scalar();
      case ADDRESS -> "long";
      case STRING -> "byte[]";
      case ARRAY, POINTER -> addresses ? "long" : parameter.type().element() + "[]";
    };
  }

  /// The name of the native method that takes arrays or (`addresses`) memory addresses.
  static String method(CFunction function, boolean addresses) {
    return JavaNames.ofFunction(function.name()) + (addresses ? "$at" : "");
  }

  /// The name of the method that is bound to C.
  static String bound(CFunction function, boolean addresses, boolean prints) {
    return method(function, addresses) + (prints ? "$for" : "");
  }
}
