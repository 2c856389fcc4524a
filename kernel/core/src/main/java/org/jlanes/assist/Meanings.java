package org.jlanes.assist;

import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.util.Trees;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import org.jlanes.assist.ShellInternals.Analysed;
import org.jlanes.assist.UnknownTree.Role;
import org.jlanes.engine.names.ClassIndex;
import org.jlanes.engine.names.Similar;
import org.jlanes.engine.names.TypeName;
import org.jlanes.engine.names.UnknownName;

/// What may have been meant by a name that means nothing: what is true of the place where it
/// stands, or nothing. Used within one analysis.
final class Meanings {
  private static final Set<String> PRIMITIVES =
      Set.of("boolean", "byte", "char", "double", "float", "int", "long", "short", "var");

  private static final Set<String> LITERALS = Set.of("true", "false", "null");

  private final ClassIndex index;
  private final Trees trees;
  private final Elements elements;
  private final Types types;
  private final Importable importable;
  private final int shift;

  /// @param shift where the user's code begins in what was analysed
  Meanings(ClassIndex index, Analysed analysed, int shift) {
    this.index = index;
    this.trees = Trees.instance(analysed.task());
    this.elements = analysed.task().getElements();
    this.types = analysed.task().getTypes();
    this.importable = new Importable(elements);
    this.shift = shift;
  }

  /// What may have been meant.
  UnknownName of(UnknownTree tree) {
    List<TypeName> imports =
        tree.mayBeType() ? importable.among(index.named(tree.name()), tree) : List.of();
    // A type of that very name is likelier than another name, unless it is a rare one.
    boolean common = imports.stream().anyMatch(type -> type.kind() != TypeName.Kind.OTHER);
    List<String> meant = common ? List.of() : meant(tree);
    return new UnknownName(
        tree.start() - shift,
        tree.name(),
        !meant.isEmpty()
            ? List.of()
            : imports.stream().filter(t -> !common || t.kind() != TypeName.Kind.OTHER).toList(),
        meant,
        meant.isEmpty() && imports.isEmpty() ? remark(tree) : "");
  }

  private List<String> meant(UnknownTree tree) {
    String name = tree.name();
    return switch (tree.role()) {
      case TYPE -> Habits.type(name).map(List::of).orElseGet(() -> types(tree, PRIMITIVES));
      case MADE, ANNOTATION -> types(tree, Set.of());
      case VARIABLE -> Habits.value(name).map(List::of).orElseGet(() -> variables(tree));
      case QUALIFIER ->
          Habits.qualified(name, tree.member()).map(List::of).orElseGet(() -> qualifiers(tree));
      case METHOD -> methods(tree);
      case CONSTANT -> constants(tree);
      case MEMBER, MEMBER_METHOD, REFERENCE -> members(tree);
      case QUALIFIED -> new PackageNames(index, elements).meant(name);
    };
  }

  private ScopeNames scope(UnknownTree tree) {
    return ScopeNames.at(trees, elements, tree.path());
  }

  private List<String> types(UnknownTree tree, Set<String> more) {
    ScopeNames scope = scope(tree);
    Set<String> known = new LinkedHashSet<>(scope.types().keySet());
    known.addAll(more);
    return Similar.to(tree.name(), known).stream()
        .filter(name -> more.contains(name) || isUsable(scope.types().get(name), tree))
        .toList();
  }

  private boolean isUsable(Element type, UnknownTree tree) {
    return type instanceof TypeElement element
        && trees.isAccessible(trees.getScope(tree.path()), element)
        && (tree.role() != Role.ANNOTATION || element.getKind() == ElementKind.ANNOTATION_TYPE);
  }

  private List<String> variables(UnknownTree tree) {
    Set<String> known = new LinkedHashSet<>(scope(tree).variables().keySet());
    known.addAll(LITERALS);
    return Similar.to(tree.name(), known);
  }

  private List<String> qualifiers(UnknownTree tree) {
    ScopeNames scope = scope(tree);
    Set<String> known = new LinkedHashSet<>(scope.variables().keySet());
    known.addAll(scope.types().keySet());
    return Similar.to(tree.name(), known).stream()
        .filter(
            name -> scope.variables().containsKey(name) || isUsable(scope.types().get(name), tree))
        .toList();
  }

  private List<String> methods(UnknownTree tree) {
    String name = tree.name();
    ScopeNames scope = scope(tree);
    if (scope.methods().containsKey(name)) {
      return List.of();
    }
    Element variable = scope.variables().get(name);
    if (variable != null) {
      return function(variable).map(List::of).orElse(List.of());
    }
    if (isUsable(scope.types().get(name), tree)) {
      return List.of("new " + name + "(…)");
    }
    return Habits.method(name)
        .or(() -> ofMath(name))
        .map(List::of)
        .orElseGet(() ->
            Similar.to(name, scope.methods().keySet()).stream()
                .map(near -> ScopeNames.call(scope.methods().get(near)))
                .toList());
  }

  private Optional<String> ofMath(String name) {
    return elements.getTypeElement("java.lang.Math").getEnclosedElements().stream()
        .filter(e -> e.getKind() == ElementKind.METHOD && e.getSimpleName().contentEquals(name))
        .filter(e -> e.getModifiers().contains(Modifier.PUBLIC))
        .findFirst()
        .map(_ -> "Math." + name + "(…)");
  }

  /// How the function is called that a variable holds.
  private Optional<String> function(Element variable) {
    if (!(variable.asType() instanceof DeclaredType type)
        || type.asElement().getKind() != ElementKind.INTERFACE) {
      return Optional.empty();
    }
    List<? extends Element> single =
        elements.getAllMembers((TypeElement) type.asElement()).stream()
            .filter(e -> e.getKind() == ElementKind.METHOD)
            .filter(e -> e.getModifiers().contains(Modifier.ABSTRACT))
            .filter(e -> !isOfObject(e))
            .toList();
    return single.size() == 1
        ? Optional.of(variable.getSimpleName() + "." + ScopeNames.call(single.getFirst()))
        : Optional.empty();
  }

  /// `Comparator` declares `equals`, which every class has.
  private boolean isOfObject(Element method) {
    return elements.getTypeElement("java.lang.Object").getEnclosedElements().stream()
        .anyMatch(e -> e.getSimpleName().equals(method.getSimpleName()));
  }

  private static List<String> constants(UnknownTree tree) {
    List<String> constants =
        ((DeclaredType) tree.site())
            .asElement().getEnclosedElements().stream()
                .filter(e -> e.getKind() == ElementKind.ENUM_CONSTANT)
                .map(e -> e.getSimpleName().toString())
                .toList();
    List<String> near = Similar.to(tree.name(), constants);
    return near.isEmpty() && constants.size() <= Similar.MOST ? constants : near;
  }

  private List<String> members(UnknownTree tree) {
    TypeMirror site = tree.site() instanceof TypeVariable v ? v.getUpperBound() : tree.site();
    if (site instanceof ArrayType) {
      return Habits.synonyms(tree.name()).contains("length") || tree.name().equals("length")
          ? List.of("length")
          : streamed("Arrays.stream(…).", tree.name());
    }
    if (!(site instanceof DeclaredType type)) {
      return List.of();
    }
    boolean ofClass = tree.owner() instanceof TypeElement && tree.role() != Role.REFERENCE;
    ScopeNames scope = ScopeNames.of(type, ofClass, trees, elements, trees.getScope(tree.path()));
    boolean called = tree.role() == Role.MEMBER_METHOD;
    String name = tree.name();
    if (scope.methods().containsKey(name)) {
      // A field that is not there, but a method is; else the arguments are wrong.
      return tree.role() == Role.MEMBER
          ? List.of(ScopeNames.call(scope.methods().get(name)))
          : List.of();
    }
    if (called && scope.variables().containsKey(name)) {
      return List.of(name);
    }
    List<String> found = new ArrayList<>(near(name, scope, tree.role()));
    if (found.isEmpty()) {
      Habits.synonyms(name).stream()
          .filter(other -> scope.methods().containsKey(other))
          .findFirst()
          .ifPresent(other -> found.add(written(other, scope, tree.role())));
    }
    return found.isEmpty() && isCollection(type) ? streamed("stream().", name) : found;
  }

  private static List<String> near(String name, ScopeNames scope, Role role) {
    Map<String, Element> methods = scope.methods();
    Set<String> known = new LinkedHashSet<>(methods.keySet());
    if (role == Role.MEMBER) {
      known.addAll(scope.variables().keySet());
      known.addAll(scope.types().keySet());
    }
    return Similar.to(name, known).stream()
        .map(each -> methods.containsKey(each) ? written(each, scope, role) : each)
        .toList();
  }

  private static String written(String method, ScopeNames scope, Role role) {
    return role == Role.REFERENCE ? method : ScopeNames.call(scope.methods().get(method));
  }

  private boolean isCollection(DeclaredType type) {
    TypeMirror collection = elements.getTypeElement("java.util.Collection").asType();
    return types.isAssignable(types.erasure(type), types.erasure(collection));
  }

  /// Streams have methods that people look for in collections.
  private List<String> streamed(String before, String name) {
    return elements.getTypeElement("java.util.stream.Stream").getEnclosedElements().stream()
        .filter(e -> e.getKind() == ElementKind.METHOD && e.getSimpleName().contentEquals(name))
        .filter(e -> !e.getModifiers().contains(Modifier.STATIC))
        .limit(1)
        .map(e -> before + ScopeNames.call(e))
        .toList();
  }

  private static String remark(UnknownTree tree) {
    if (tree.role() == Role.METHOD
        && tree.name().equals("len")
        && tree.path().getParentPath().getLeaf() instanceof MethodInvocationTree call
        && call.getArguments().size() == 1) {
      String of = call.getArguments().getFirst().toString();
      return of.matches("\\w+")
          ? of
              + ".length() is that of a string, "
              + of
              + ".length of an array, "
              + of
              + ".size() of a collection."
          : "";
    }
    return "";
  }
}
