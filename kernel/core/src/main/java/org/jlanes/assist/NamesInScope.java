package org.jlanes.assist;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Scope;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TypeParameterTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Types;
import org.jlanes.assist.ShellInternals.Analysed;

/// The names in scope that could stand at a cursor. JShell suggests the same, but asks each of the
/// thousands of types in scope whether it may be used there, and at a `new` for its constructors;
/// this asks those that begin as typed. Used within one analysis.
final class NamesInScope {
  private static final List<String> PRIMITIVES =
      List.of("boolean", "byte", "char", "double", "float", "int", "long", "short");

  private final Trees trees;
  private final Types types;
  private final Scope scope;
  private final ShellSuggestions.Found jshell;
  private final Use use;
  private final Optional<List<TypeMirror>> wanted;

  private NamesInScope(Analysed analysed, ShellSuggestions.Found jshell, Use use) {
    this.trees = Trees.instance(analysed.task());
    this.types = analysed.task().getTypes();
    this.scope = trees.getScope(analysed.path());
    this.jshell = jshell;
    this.use = use;
    this.wanted = jshell.wanted(analysed.path());
  }

  /// What a name at the cursor is for.
  private sealed interface Use {
    /// A value, a call, a type: whatever has a name.
    record Anything() implements Use {}

    /// A type.
    ///
    /// @param withVoid whether `void` is one
    record Type(boolean withVoid) implements Use {}

    /// A type that this one extends or implements, or a bound.
    record Above(Predicate<Element> fits) implements Use {}

    /// An exception behind `throws`.
    record Thrown() implements Use {}

    /// A class behind `new`.
    record Made() implements Use {}
  }

  /// The names at a cursor; empty where no names in scope stand there, but members of something.
  static Optional<NamesInScope> at(Analysed analysed, ShellSuggestions.Found jshell) {
    TreePath path = analysed.path();
    return path == null || path.getParentPath() == null
        ? Optional.empty()
        : use(path, Trees.instance(analysed.task()))
            .map(use -> new NamesInScope(analysed, jshell, use));
  }

  private static Optional<Use> use(TreePath path, Trees trees) {
    Tree name = path.getLeaf();
    Tree around = path.getParentPath().getLeaf();
    return switch (name.getKind()) {
      case IDENTIFIER ->
          switch (around) {
            case NewClassTree made
                when made.getIdentifier() == name && made.getEnclosingExpression() == null ->
                Optional.of(new Use.Made());
            case MethodTree method when method.getThrows().contains(name) ->
                Optional.of(new Use.Thrown());
            default -> Optional.empty();
          };
      case CLASS -> Optional.of(new Use.Type(true));
      case BLOCK, EMPTY_STATEMENT, ERRONEOUS ->
          Optional.of(
              switch (around) {
                case ClassTree type when type.getExtendsClause() == name ->
                    new Use.Above(e -> e.getKind() == ElementKind.CLASS);
                case ClassTree type when type.getImplementsClause().contains(name) ->
                    new Use.Above(
                        isAnother(path, type.getImplementsClause(), trees)
                            .and(e -> e.getKind() == ElementKind.INTERFACE));
                case TypeParameterTree type when type.getBounds().contains(name) ->
                    new Use.Above(
                        isAnother(path, type.getBounds(), trees)
                            .and(e ->
                                type.getBounds().getFirst() == name
                                    || e.getKind() == ElementKind.INTERFACE));
                case VariableTree variable when variable.getType() == name -> new Use.Type(false);
                default -> new Use.Anything();
              });
      default -> Optional.empty();
    };
  }

  /// Whether something is not in a list already, before the cursor.
  private static Predicate<Element> isAnother(
      TreePath path, List<? extends Tree> list, Trees trees) {
    Set<Element> before = new HashSet<>();
    for (Tree one : list) {
      if (one == path.getLeaf()) {
        break;
      }
      before.add(trees.getElement(new TreePath(path.getParentPath(), one)));
    }
    return element -> !before.contains(element);
  }

  /// What could stand at the cursor, some of it more than once.
  ///
  /// @param scopes what is in scope and begins as typed
  List<Candidate> candidates(Scopes scopes, String prefix) {
    boolean isStatic = use instanceof Use.Anything && jshell.isStatic(scope);
    List<Candidate> all = new ArrayList<>();
    for (List<Element> same : scopes.byName().values()) {
      List<Element> meant =
          same.stream()
              .flatMap(this::offered)
              .filter(this::isAccessible)
              .filter(e -> !isStatic || needsNoThis(e))
              .toList();
      boolean takesSomething =
          meant.stream()
              .anyMatch(e -> e instanceof ExecutableElement m && !m.getParameters().isEmpty());
      for (Element element : meant) {
        String text =
            (element.getKind() == ElementKind.CONSTRUCTOR ? element.getEnclosingElement() : element)
                .getSimpleName()
                .toString();
        boolean called = element instanceof ExecutableElement;
        all.add(new Candidate(called ? text + (takesSomething ? "(" : "()") : text, fits(element)));
      }
    }
    addWords(prefix, all);
    return all;
  }

  private void addWords(String prefix, List<Candidate> all) {
    // Without a prefix they would come behind everything else, and not be shown.
    if (!prefix.isEmpty() && (use instanceof Use.Anything || isForPackages())) {
      jshell.packages().stream()
          .filter(name -> name.startsWith(prefix))
          .forEach(name -> all.add(new Candidate(name + ".", wanted.isEmpty())));
    }
    if (use instanceof Use.Anything || use instanceof Use.Type) {
      Stream.concat(
              PRIMITIVES.stream(),
              use instanceof Use.Type type && !type.withVoid() ? Stream.of() : Stream.of("void"))
          .filter(name -> name.startsWith(prefix))
          .forEach(name -> all.add(new Candidate(name, wanted.isEmpty())));
    }
  }

  private boolean isForPackages() {
    return use instanceof Use.Made || use instanceof Use.Thrown;
  }

  private Stream<Element> offered(Element element) {
    boolean named =
        switch (use) {
          // What has no name of its own: constructors and initializers around the cursor.
          case Use.Anything() -> element.getSimpleName().toString().indexOf('<') < 0;
          case Use.Type(boolean _) -> isType(element);
          case Use.Above(var _) -> isType(element);
          case Use.Thrown(), Use.Made() -> element instanceof TypeElement;
        };
    return !named
        ? Stream.of()
        : use instanceof Use.Made
            ? element.getEnclosedElements().stream()
                .filter(e -> e.getKind() == ElementKind.CONSTRUCTOR)
                .map(e -> e)
            : Stream.of(element);
  }

  private static boolean isType(Element element) {
    return element instanceof TypeElement || element.getKind() == ElementKind.TYPE_PARAMETER;
  }

  private boolean isAccessible(Element element) {
    if (element instanceof TypeElement type) {
      return trees.isAccessible(scope, type);
    }
    return Scopes.isLocal(element)
        || !(element.getEnclosingElement().asType() instanceof DeclaredType owner)
        || trees.isAccessible(scope, element, owner);
  }

  private static boolean needsNoThis(Element element) {
    return Scopes.isLocal(element)
        || element instanceof TypeElement
        || element.getModifiers().contains(Modifier.STATIC)
        || element.getKind() == ElementKind.TYPE_PARAMETER
            && !(element.getEnclosingElement() instanceof TypeElement);
  }

  private boolean fits(Element element) {
    if (use instanceof Use.Above(Predicate<Element> above)) {
      return above.test(element);
    }
    if (wanted.isEmpty()) {
      return true;
    }
    if (element instanceof TypeElement && !(use instanceof Use.Thrown)) {
      return false;
    }
    TypeMirror result =
        switch (element) {
          case ExecutableElement method when method.getKind() == ElementKind.METHOD ->
              method.getReturnType();
          case ExecutableElement constructor -> constructor.getEnclosingElement().asType();
          default -> element.asType();
        };
    return wanted.get().stream().anyMatch(type -> types.isAssignable(result, type));
  }
}
