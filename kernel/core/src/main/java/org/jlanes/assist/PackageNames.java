package org.jlanes.assist;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import org.jlanes.engine.names.ClassIndex;
import org.jlanes.engine.names.Similar;
import org.jlanes.engine.names.TypeName;

/// What may have been meant by a name with its package. Used within one analysis.
///
/// @param index the types there are
/// @param elements the compiler's elements
record PackageNames(ClassIndex index, Elements elements) {
  /// Complete names that exist, nearest first; empty where there are none or too many.
  ///
  /// @param name a type with its package, or a package
  List<String> meant(String name) {
    int split = typeStart(name);
    if (split < 0) {
      return Similar.to(name, index.packages());
    }
    String in = name.substring(0, split - 1);
    String type = name.substring(split);
    String outer = type.contains(".") ? type.substring(0, type.indexOf('.')) : type;
    List<String> found = new ArrayList<>();
    if (index.packages().contains(in)) {
      for (String near : Similar.to(outer, index.in(in))) {
        found.add(in + "." + near + type.substring(outer.length()));
      }
    }
    if (found.isEmpty()) {
      found.addAll(elsewhere(in, outer, type));
    }
    return found.stream().filter(this::exists).limit(Similar.MOST).toList();
  }

  /// The same type in a package of a name that is near, or else in any.
  private List<String> elsewhere(String in, String outer, String type) {
    Set<String> packages = new LinkedHashSet<>();
    for (TypeName one : index.named(outer)) {
      if (!one.nested()) {
        packages.add(one.qualifier());
      }
    }
    List<String> near = Similar.to(in, packages);
    return (near.isEmpty() ? List.copyOf(packages) : near)
        .stream().map(name -> name + "." + type).toList();
  }

  /// Whether an import of it compiles.
  private boolean exists(String name) {
    int split = typeStart(name);
    TypeElement type = elements.getTypeElement(name);
    return split > 0
        && type != null
        && new Importable(elements)
                .element(
                    new TypeName(
                        name.substring(0, name.lastIndexOf('.')),
                        name.substring(name.lastIndexOf('.') + 1),
                        TypeName.Kind.OTHER,
                        false))
            != null;
  }

  /// Where the type begins, by the custom that its name begins with a capital; -1 if there is none.
  private static int typeStart(String name) {
    int start = 0;
    for (String part : name.split("\\.")) {
      if (start > 0 && Character.isUpperCase(part.charAt(0))) {
        return start;
      }
      start += part.length() + 1;
    }
    return -1;
  }
}
