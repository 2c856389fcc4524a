package org.jlanes.assist;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import org.jlanes.engine.Engine.Completions.Item;
import org.jlanes.engine.names.ClassIndex;
import org.jlanes.engine.names.TypeName;

/// Offers types that are not imported, with the import they need, where enough of the name was
/// typed.
final class UnimportedTypes {
  /// With fewer letters there are too many, and most of them are strangers.
  private static final int LEAST_LETTERS = 4;

  /// The compiler reads the class file of each.
  private static final int MOST = 8;

  private final ClassIndex index;

  UnimportedTypes(ClassIndex index) {
    this.index = index;
  }

  /// Types that begin as typed, each name once; none before the index was made, which must not hold
  /// up an answer.
  ///
  /// @param known names that mean something already
  List<Item> beginning(String prefix, Set<String> known, Elements elements) {
    if (prefix.length() < LEAST_LETTERS
        || !Character.isUpperCase(prefix.charAt(0))
        || !index.isPrepared()) {
      return List.of();
    }
    Map<String, List<TypeName>> named = new LinkedHashMap<>();
    for (TypeName type : index.beginning(prefix)) {
      boolean offered =
          !type.nested() && type.kind() != TypeName.Kind.OTHER && !known.contains(type.simple());
      if (offered) {
        named.computeIfAbsent(type.simple(), _ -> new ArrayList<>()).add(type);
      }
    }
    Importable importable = new Importable(elements);
    List<Item> items = new ArrayList<>();
    int read = 0;
    for (List<TypeName> types : named.values()) {
      for (TypeName type : types) {
        TypeElement element = read++ < MOST ? importable.element(type) : null;
        if (element != null) {
          items.add(new Item(type.simple(), Declarations.kind(element), type.declaration()));
          break;
        }
      }
    }
    return items;
  }
}
