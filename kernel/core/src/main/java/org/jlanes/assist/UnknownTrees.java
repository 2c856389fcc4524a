package org.jlanes.assist;

import com.sun.source.tree.AnnotatedTypeTree;
import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ArrayTypeTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ConstantCaseLabelTree;
import com.sun.source.tree.DeconstructionPatternTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.InstanceOfTree;
import com.sun.source.tree.IntersectionTypeTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewArrayTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParameterizedTypeTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TypeCastTree;
import com.sun.source.tree.TypeParameterTree;
import com.sun.source.tree.UnionTypeTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.tree.WildcardTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.PackageElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.jlanes.assist.ShellInternals.Analysed;
import org.jlanes.assist.UnknownTree.Role;

/// Collects the names that mean nothing from an analysed text. Used within one analysis.
final class UnknownTrees extends TreePathScanner<Void, Void> {
  private final Trees trees;
  private final Analysed analysed;
  private final int from;
  private final Set<String> named;
  private final Predicate<String> isPackage;
  private final List<UnknownTree> found = new ArrayList<>();

  private UnknownTrees(
      Analysed analysed, int from, Set<String> named, Predicate<String> isPackage) {
    this.trees = Trees.instance(analysed.task());
    this.analysed = analysed;
    this.from = from;
    this.named = named;
    this.isPackage = isPackage;
  }

  /// The unknown names.
  ///
  /// @param from where the code begins that counts
  /// @param named the names that are looked for
  /// @param isPackage whether the name of a package begins with a name
  static List<UnknownTree> in(
      Analysed analysed, int from, Set<String> named, Predicate<String> isPackage) {
    UnknownTrees scanner = new UnknownTrees(analysed, from, named, isPackage);
    Void unused = scanner.scan(analysed.unit(), null);
    return scanner.found;
  }

  private int start(Tree tree) {
    return (int) trees.getSourcePositions().getStartPosition(analysed.unit(), tree);
  }

  private int end(Tree tree) {
    return (int) trees.getSourcePositions().getEndPosition(analysed.unit(), tree);
  }

  private boolean isUnknown(TreePath path) {
    Element element = trees.getElement(path);
    return element == null
        || element.asType().getKind() == TypeKind.ERROR
        || element instanceof PackageElement named && named.getEnclosedElements().isEmpty();
  }

  /// What is imported is known by its text.
  @Override
  public Void visitImport(ImportTree tree, Void unused) {
    return null;
  }

  @Override
  public Void visitIdentifier(IdentifierTree tree, Void unused) {
    String name = tree.getName().toString();
    int start = start(tree);
    if (start >= from && named.contains(name) && isUnknown(getCurrentPath())) {
      TreePath parent = getCurrentPath().getParentPath();
      Role role = role(parent, tree);
      add(
          new UnknownTree(
              getCurrentPath(),
              role,
              name,
              start,
              role == Role.CONSTANT ? selector(parent) : null,
              null,
              arguments(parent.getLeaf()),
              member(parent.getLeaf())));
    }
    return null;
  }

  private void add(UnknownTree tree) {
    if (found.stream().noneMatch(other -> other.start() == tree.start())) {
      found.add(tree);
    }
  }

  private Role role(TreePath around, Tree tree) {
    return switch (around.getLeaf()) {
      case MethodInvocationTree call when call.getMethodSelect().equals(tree) -> Role.METHOD;
      case AnnotationTree _ -> Role.ANNOTATION;
      case NewClassTree made when made.getIdentifier().equals(tree) -> Role.MADE;
      case ParameterizedTypeTree type
          when around.getParentPath().getLeaf() instanceof NewClassTree made
              && type.equals(made.getIdentifier()) ->
          Role.MADE;
      case MemberSelectTree _, MemberReferenceTree _ -> Role.QUALIFIER;
      case VariableTree variable when tree.equals(variable.getType()) -> Role.TYPE;
      case TypeCastTree cast when cast.getType().equals(tree) -> Role.TYPE;
      case InstanceOfTree test when tree.equals(test.getType()) -> Role.TYPE;
      case NewArrayTree array when tree.equals(array.getType()) -> Role.TYPE;
      case ParameterizedTypeTree _,
          ArrayTypeTree _,
          MethodTree _,
          ClassTree _,
          TypeParameterTree _,
          WildcardTree _,
          UnionTypeTree _,
          IntersectionTypeTree _,
          AnnotatedTypeTree _,
          DeconstructionPatternTree _ ->
          Role.TYPE;
      case ConstantCaseLabelTree _ when selector(around) != null -> Role.CONSTANT;
      default -> Role.VARIABLE;
    };
  }

  private static int arguments(Tree around) {
    return around instanceof ParameterizedTypeTree type ? type.getTypeArguments().size() : -1;
  }

  private static String member(Tree around) {
    return switch (around) {
      case MemberSelectTree select -> select.getIdentifier().toString();
      case MemberReferenceTree reference -> reference.getName().toString();
      default -> "";
    };
  }

  /// The enum of the switch around a case's label; null if it is over something else.
  private TypeMirror selector(TreePath label) {
    for (TreePath at = label; at != null; at = at.getParentPath()) {
      ExpressionTree over =
          switch (at.getLeaf()) {
            case SwitchTree statement -> statement.getExpression();
            case SwitchExpressionTree expression -> expression.getExpression();
            default -> null;
          };
      if (over != null) {
        TypeMirror type = trees.getTypeMirror(new TreePath(at, over));
        return type instanceof javax.lang.model.type.DeclaredType declared
                && declared.asElement().getKind() == ElementKind.ENUM
            ? type
            : null;
      }
    }
    return null;
  }

  @Override
  public Void visitMemberSelect(MemberSelectTree tree, Void unused) {
    if (start(tree) < from) {
      return super.visitMemberSelect(tree, null);
    }
    TreePath qualifier = new TreePath(getCurrentPath(), tree.getExpression());
    Element owner = trees.getElement(qualifier);
    if (owner instanceof PackageElement) {
      inPackage(tree);
      return null;
    }
    String name = tree.getIdentifier().toString();
    if (named.contains(name) && isUnknown(getCurrentPath()) && isKnown(qualifier)) {
      boolean called =
          getCurrentPath().getParentPath().getLeaf() instanceof MethodInvocationTree call
              && call.getMethodSelect().equals(tree);
      add(member(called ? Role.MEMBER_METHOD : Role.MEMBER, name, end(tree), qualifier, owner));
    }
    return super.visitMemberSelect(tree, null);
  }

  private UnknownTree member(Role role, String name, int end, TreePath qualifier, Element owner) {
    return new UnknownTree(
        getCurrentPath(),
        role,
        name,
        end - name.length(),
        trees.getTypeMirror(qualifier),
        owner,
        -1,
        "");
  }

  private boolean isKnown(TreePath qualifier) {
    TypeMirror type = trees.getTypeMirror(qualifier);
    return type != null && type.getKind() != TypeKind.ERROR && type.getKind() != TypeKind.NONE;
  }

  @Override
  public Void visitMemberReference(MemberReferenceTree tree, Void unused) {
    String name = tree.getName().toString();
    TreePath qualifier = new TreePath(getCurrentPath(), tree.getQualifierExpression());
    if (start(tree) >= from && named.contains(name) && isKnown(qualifier)) {
      add(member(Role.REFERENCE, name, end(tree), qualifier, trees.getElement(qualifier)));
    }
    return super.visitMemberReference(tree, null);
  }

  /// Something of a package, as far as the compiler knows: the first name may be anything.
  private void inPackage(MemberSelectTree tree) {
    if (!isUnknown(getCurrentPath())) {
      return;
    }
    TreePath at = getCurrentPath();
    String member = tree.getIdentifier().toString();
    while (at.getLeaf() instanceof MemberSelectTree select) {
      member = select.getIdentifier().toString();
      at = new TreePath(at, select.getExpression());
    }
    if (at.getLeaf() instanceof IdentifierTree first) {
      String name = first.getName().toString();
      if (!isPackage.test(name)) {
        if (named.contains(name)) {
          add(new UnknownTree(at, Role.QUALIFIER, name, start(first), null, null, -1, member));
        }
      } else {
        add(
            new UnknownTree(
                getCurrentPath(),
                Role.QUALIFIED,
                tree.toString(),
                start(tree),
                null,
                null,
                -1,
                ""));
      }
    }
  }
}
