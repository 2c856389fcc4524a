package org.jlanes.assist;

import com.sun.source.tree.Scope;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import com.sun.tools.javac.code.Symbol.CompletionFailure;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;

/// The names that can be used at a place of an analysed text, each with one of the elements that it
/// means. Used within one analysis.
///
/// @param types types; which of them are accessible is not known, for to ask is to read their files
/// @param variables variables and fields
/// @param methods methods
record ScopeNames(
    Map<String, Element> types, Map<String, Element> variables, Map<String, Element> methods) {
  private ScopeNames() {
    this(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
  }

  /// What stands alone at a place.
  static ScopeNames at(Trees trees, Elements elements, TreePath path) {
    ScopeNames names = new ScopeNames();
    for (Scope scope = trees.getScope(path); scope != null; scope = scope.getEnclosingScope()) {
      names.addAll(scope.getLocalElements(), _ -> true);
      TypeElement around = scope.getEnclosingClass();
      if (around != null) {
        names.addAll(elements.getAllMembers(around), e -> isOwn(e, around));
      }
    }
    return names;
  }

  /// What every class inherits is nobody's misspelt method.
  private static boolean isOwn(Element member, TypeElement around) {
    return !(member.getEnclosingElement() instanceof TypeElement owner
        && owner.getQualifiedName().contentEquals("java.lang.Object")
        && !around.equals(owner));
  }

  /// What can be said of a type or of a value of it.
  ///
  /// @param ofClass whether the type itself stands before the dot
  /// @param scope where it is said
  static ScopeNames of(
      DeclaredType type, boolean ofClass, Trees trees, Elements elements, Scope scope) {
    ScopeNames names = new ScopeNames();
    names.addAll(
        elements.getAllMembers((TypeElement) type.asElement()),
        member ->
            (!ofClass || member.getModifiers().contains(Modifier.STATIC) || isType(member))
                && trees.isAccessible(scope, member, ownerOf(member, type)));
    return names;
  }

  private static DeclaredType ownerOf(Element member, DeclaredType site) {
    TypeMirror owner = member.getEnclosingElement().asType();
    return owner instanceof DeclaredType declared ? declared : site;
  }

  private static boolean isType(Element element) {
    return element instanceof TypeElement;
  }

  private void addAll(Iterable<? extends Element> elements, Predicate<Element> wanted) {
    var each = elements.iterator();
    while (true) {
      try {
        if (!each.hasNext()) {
          return;
        }
        Element element = each.next();
        String name = element.getSimpleName().toString();
        // JShell's, the lanes' and the compiler's own names have a dollar or are no identifiers.
        if (name.isEmpty() || name.contains("$") || name.contains("<") || !wanted.test(element)) {
          continue;
        }
        switch (element) {
          case TypeElement _ -> types.putIfAbsent(name, element);
          case ExecutableElement method when method.getKind() == ElementKind.METHOD ->
              methods.merge(name, method, ScopeNames::longer);
          case VariableElement _ -> variables.putIfAbsent(name, element);
          default -> {
            // Type parameters, constructors, record components.
          }
        }
      } catch (CompletionFailure e) {
        // A class file that cannot be read (JDK-8024687); the next one can.
      }
    }
  }

  /// That of two overloaded methods which takes more.
  private static Element longer(Element one, Element other) {
    return ((ExecutableElement) other).getParameters().size()
            > ((ExecutableElement) one).getParameters().size()
        ? other
        : one;
  }

  /// A method as the user would write its call.
  static String call(Element method) {
    return method.getSimpleName()
        + (((ExecutableElement) method).getParameters().isEmpty() ? "()" : "(…)");
  }
}
