package org.jlanes.engine.jshell;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import org.jlanes.runtime.engine.MappedSource;

/// Finds in a compiled unit the names that stand there alone because of an import, and what must be
/// put in front of them to do without it. For one unit.
final class ImportedNames extends TreePathScanner<Void, Void> {
  private final Trees trees;
  private final Elements elements;
  private final CompilationUnitTree unit;
  private final MappedSource source;
  private final List<Import> imports = new ArrayList<>();

  /// The compiler walks over some code of records more than once.
  private final Set<MappedSource.Edit> edits = new LinkedHashSet<>();

  /// What one import declares.
  ///
  /// @param owner the package, class or module of what is imported
  /// @param name the simple name, `*` for all
  private record Import(boolean isStatic, boolean isModule, String owner, String name) {
    static Import of(ImportTree tree) {
      String full = tree.getQualifiedIdentifier().toString();
      return tree.isModule()
          ? new Import(false, true, full, "*")
          : new Import(
              tree.isStatic(),
              false,
              ((MemberSelectTree) tree.getQualifiedIdentifier()).getExpression().toString(),
              full.substring(full.lastIndexOf('.') + 1));
    }

    boolean names(String wanted) {
      return name.equals("*") || name.equals(wanted);
    }
  }

  private ImportedNames(JavacTask task, CompilationUnitTree unit, MappedSource source) {
    this.trees = Trees.instance(task);
    this.elements = task.getElements();
    this.unit = unit;
    this.source = source;
  }

  /// What to put in front of the names that the user's imports in a unit bring in.
  ///
  /// @param unit a unit that was analyzed
  /// @param source its text, of which the imports and names that count are from the cell
  static List<MappedSource.Edit> qualifiers(
      JavacTask task, CompilationUnitTree unit, MappedSource source) {
    ImportedNames found = new ImportedNames(task, unit, source);
    Void unused = found.scan(unit, null);
    return List.copyOf(found.edits);
  }

  private int start(com.sun.source.tree.Tree tree) {
    return (int) trees.getSourcePositions().getStartPosition(unit, tree);
  }

  @Override
  public Void visitImport(ImportTree tree, Void unused) {
    int start = start(tree);
    if (start >= 0 && source.fromCell(start)) {
      imports.add(Import.of(tree));
    }
    return null;
  }

  @Override
  public Void visitClass(ClassTree tree, Void unused) {
    return imports.isEmpty() ? null : super.visitClass(tree, null);
  }

  /// `outer.new Inner()`: the name is looked for in the class of `outer`.
  @Override
  public Void visitNewClass(NewClassTree tree, Void unused) {
    if (tree.getEnclosingExpression() == null) {
      return super.visitNewClass(tree, null);
    }
    scan(tree.getEnclosingExpression(), null);
    scan(tree.getArguments(), null);
    return scan(tree.getClassBody(), null);
  }

  @Override
  public Void visitIdentifier(IdentifierTree tree, Void unused) {
    int start = start(tree);
    String name = tree.getName().toString();
    // The compiler puts trees of its own in where a type is inferred.
    if (start >= 0 && source.fromCell(start) && source.text().startsWith(name, start)) {
      owner(trees.getElement(getCurrentPath()), name)
          .ifPresent(owner -> {
            int at = source.toCell(start);
            edits.add(new MappedSource.Edit(at, at, owner + "."));
          });
    }
    return null;
  }

  private Optional<String> owner(Element element, String name) {
    return switch (element) {
      case null -> imported(name);
      case TypeElement type
          when type.asType().getKind().equals(javax.lang.model.type.TypeKind.ERROR) ->
          imported(name);
      case TypeElement type -> ownerOfType(type, name).or(() -> ownerOfMember(type, name));
      case Element member when member.getModifiers().contains(Modifier.STATIC) ->
          ownerOfMember(member, name);
      default -> Optional.empty();
    };
  }

  /// Where the compiler could not tell, because of another mistake.
  private Optional<String> imported(String name) {
    return imports.stream()
        .filter(i -> !i.isStatic && i.name.equals(name))
        .map(Import::owner)
        .findFirst();
  }

  private Optional<String> ownerOfType(TypeElement type, String name) {
    String full = type.getQualifiedName().toString();
    if (!full.endsWith("." + name)) {
      return Optional.empty();
    }
    String owner = full.substring(0, full.length() - name.length() - 1);
    ModuleElement module = elements.getModuleOf(type);
    return imports.stream()
            .anyMatch(i ->
                !i.isStatic
                    && (i.isModule
                        // A module brings in what those that it requires for all export as well.
                        ? module != null && !module.getQualifiedName().contentEquals("java.base")
                        : i.owner.equals(owner) && i.names(name)))
        ? Optional.of(owner)
        : Optional.empty();
  }

  private Optional<String> ownerOfMember(Element member, String name) {
    return imports.stream()
        .filter(i -> i.isStatic && i.names(name) && has(i.owner, member))
        .map(Import::owner)
        .findFirst();
  }

  private boolean has(String className, Element member) {
    TypeElement type = elements.getTypeElement(className);
    return type != null
        && (type.equals(member.getEnclosingElement())
            || elements.getAllMembers(type).contains(member));
  }
}
