package org.jlanes.assist;

import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import org.jlanes.engine.names.TypeName;

/// Which types could be imported for a name. Used within one analysis.
///
/// @param elements the compiler's elements
record Importable(Elements elements) {
  /// More types of one name are nothing to choose from.
  private static final int MOST = 40;

  /// Those types that an import would make usable at a place.
  List<TypeName> among(List<TypeName> named, UnknownTree tree) {
    if (named.size() > MOST) {
      return List.of();
    }
    List<TypeName> usable = named.stream().filter(type -> fits(type, tree)).toList();
    return preferred(
        preferred(usable, type -> arguments(element(type), tree.arguments())),
        type -> tree.member().isEmpty() || has(element(type), tree.member()));
  }

  /// Those with a property, or all where none has it.
  private static List<TypeName> preferred(List<TypeName> types, Predicate<TypeName> wanted) {
    List<TypeName> some = types.stream().filter(wanted).toList();
    return some.isEmpty() ? types : some;
  }

  /// The type, if an import of it compiles and the compiler does not warn of its use; or null.
  TypeElement element(TypeName type) {
    TypeElement element = elements.getTypeElement(type.full());
    if (element == null || elements.isDeprecated(element)) {
      return null;
    }
    for (Element at = element; at instanceof TypeElement; at = at.getEnclosingElement()) {
      if (!at.getModifiers().contains(Modifier.PUBLIC)) {
        return null;
      }
    }
    return element;
  }

  private boolean fits(TypeName type, UnknownTree tree) {
    TypeElement element = element(type);
    if (element == null) {
      return false;
    }
    ElementKind kind = element.getKind();
    return switch (tree.role()) {
      case ANNOTATION -> kind == ElementKind.ANNOTATION_TYPE;
      case MADE -> hasBody(tree.path()) || canBeMade(element);
      default -> true;
    };
  }

  private static boolean hasBody(TreePath path) {
    for (TreePath at = path; at != null; at = at.getParentPath()) {
      Tree leaf = at.getLeaf();
      if (leaf instanceof NewClassTree made) {
        return made.getClassBody() != null;
      }
    }
    return false;
  }

  private static boolean canBeMade(TypeElement element) {
    return Set.of(ElementKind.CLASS, ElementKind.RECORD).contains(element.getKind())
        && !element.getModifiers().contains(Modifier.ABSTRACT)
        && element.getEnclosedElements().stream()
            .anyMatch(e ->
                e.getKind() == ElementKind.CONSTRUCTOR
                    && e.getModifiers().contains(Modifier.PUBLIC));
  }

  private static boolean arguments(TypeElement element, int arguments) {
    int parameters = element.getTypeParameters().size();
    return switch (arguments) {
      case -1 -> true;
      case 0 -> parameters > 0;
      default -> parameters == arguments;
    };
  }

  /// Whether something of that name can be said of the type itself.
  private boolean has(TypeElement element, String member) {
    return member.equals("class")
        || member.equals("this")
        || member.equals("new")
        || elements.getAllMembers(element).stream()
            .anyMatch(e -> e.getSimpleName().contentEquals(member));
  }
}
