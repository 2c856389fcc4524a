package org.jlanes.assist;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.Scope;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import com.sun.tools.javac.code.Symbol.CompletionFailure;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.IntersectionType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import org.jlanes.assist.ShellInternals.Analysed;

/// The elements that names at a cursor may mean. Used within one analysis.
///
/// @param byName elements in the order in which the compiler would find them
/// @param site the type whose members they are, or null
record Scopes(Map<String, List<Element>> byName, TypeMirror site) {
  private static final Set<ElementKind> LOCALS =
      Set.of(
          ElementKind.LOCAL_VARIABLE,
          ElementKind.PARAMETER,
          ElementKind.EXCEPTION_PARAMETER,
          ElementKind.RESOURCE_VARIABLE,
          ElementKind.BINDING_VARIABLE);

  /// Members of what stands before the dot, or else what is in scope; only of the given names.
  static Scopes at(Analysed analysed, Set<String> names) {
    return at(analysed, element -> names.contains(element.getSimpleName().toString()));
  }

  /// Whether it is a variable of the code around the cursor.
  static boolean isLocal(Element element) {
    // To ask a class for its kind is to read its class file.
    return element instanceof VariableElement && LOCALS.contains(element.getKind());
  }

  /// Members of what stands before the dot, or else what is in scope; only those that are wanted.
  static Scopes at(Analysed analysed, Predicate<Element> names) {
    Map<String, List<Element>> found = new LinkedHashMap<>();
    TreePath path = analysed.path();
    if (path == null) {
      return new Scopes(found, null);
    }
    ExpressionTree qualifier =
        switch (path.getLeaf()) {
          case MemberSelectTree select -> select.getExpression();
          case MemberReferenceTree reference -> reference.getQualifierExpression();
          default -> null;
        };
    Trees trees = Trees.instance(analysed.task());
    if (qualifier == null) {
      scopes(trees.getScope(path), path.getCompilationUnit(), names, found);
      return new Scopes(found, null);
    }
    TreePath before = new TreePath(path, qualifier);
    TypeMirror site = trees.getTypeMirror(before);
    if (trees.getElement(before) instanceof PackageElement in) {
      keep(in.getEnclosedElements(), names, found);
    } else {
      members(analysed, site, names, found);
    }
    return new Scopes(found, site);
  }

  private static void members(
      Analysed analysed,
      TypeMirror site,
      Predicate<Element> names,
      Map<String, List<Element>> found) {
    switch (site) {
      case IntersectionType several ->
          several.getBounds().forEach(bound -> members(analysed, bound, names, found));
      case TypeVariable variable -> members(analysed, variable.getUpperBound(), names, found);
      case DeclaredType declared ->
          keep(
              analysed.task().getElements().getAllMembers((TypeElement) declared.asElement()),
              names,
              found);
      case null, default -> {
        TypeElement object = analysed.task().getElements().getTypeElement("java.lang.Object");
        keep(analysed.task().getElements().getAllMembers(object), names, found);
      }
    }
  }

  private static void scopes(
      Scope innermost,
      CompilationUnitTree unit,
      Predicate<Element> names,
      Map<String, List<Element>> found) {
    Set<Element> classes = new HashSet<>();
    for (Scope scope = innermost; scope != null; scope = scope.getEnclosingScope()) {
      keep(scope.getLocalElements(), names, found);
      TypeElement around = scope.getEnclosingClass();
      if (around == null) {
        StarImports.of(unit, names).forEach(imported -> keep(imported, Scopes::isThere, found));
        return;
      }
      if (classes.add(around)) {
        keep(around.getEnclosedElements(), names, found);
      }
    }
  }

  /// Whether it can be read.
  private static boolean isThere(Element element) {
    return element.asType() != null && element.asType().getKind() != TypeKind.ERROR;
  }

  private static void keep(
      Iterable<? extends Element> elements,
      Predicate<Element> names,
      Map<String, List<Element>> found) {
    Iterator<? extends Element> each = elements.iterator();
    while (true) {
      try {
        if (!each.hasNext()) {
          return;
        }
        Element element = each.next();
        if (names.test(element)) {
          String name = element.getSimpleName().toString();
          List<Element> same = found.computeIfAbsent(name, _ -> new ArrayList<>());
          if (!same.contains(element)) {
            same.add(element);
          }
        }
      } catch (CompletionFailure e) {
        // A class file that cannot be read (JDK-8024687); the next one can.
      }
    }
  }

  /// The variables of the code around the cursor, innermost first.
  List<Element> locals() {
    return byName.values().stream().map(List::getFirst).filter(Scopes::isLocal).toList();
  }

  /// Forgets meanings of a candidate that are not wanted.
  ///
  /// @return whether any is left, or none was known
  boolean keepIf(String candidate, Predicate<Element> wanted) {
    List<Element> all = byName.get(candidate.replaceAll("[().]+$", ""));
    if (all == null) {
      return true;
    }
    all.removeIf(e -> !wanted.test(e));
    return !all.isEmpty();
  }

  /// What a candidate means: methods where it has a parenthesis, something else where it has none.
  List<Element> of(String candidate) {
    boolean called = candidate.endsWith("(") || candidate.endsWith("()");
    String name = candidate.replaceAll("[().]+$", "");
    List<Element> all = byName.getOrDefault(name, List.of());
    if (!called) {
      List<Element> others = all.stream().filter(e -> e.getKind() != ElementKind.METHOD).toList();
      return others.isEmpty() ? all : others;
    }
    List<Element> methods = all.stream().filter(e -> e.getKind() == ElementKind.METHOD).toList();
    return methods.isEmpty()
        ? all.stream()
            .filter(TypeElement.class::isInstance)
            .limit(1)
            .flatMap(type -> type.getEnclosedElements().stream())
            .filter(e -> e.getKind() == ElementKind.CONSTRUCTOR)
            .<Element>map(e -> e)
            .toList()
        : methods;
  }
}
