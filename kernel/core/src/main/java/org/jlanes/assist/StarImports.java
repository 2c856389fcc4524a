package org.jlanes.assist;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.tools.javac.code.Kinds;
import com.sun.tools.javac.code.Scope.StarImportScope;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.tree.JCTree.JCCompilationUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import javax.lang.model.element.Element;

/// What a text imports on demand, by packages, classes and modules. The compiler's public scopes
/// have it too, but read the class file of each of some thousand types to tell that it is there.
final class StarImports {
  private StarImports() {}

  /// Elements in the order in which the compiler would find them. To iterate over them reads their
  /// class files and no others.
  ///
  /// @param wanted which of them; must ask for nothing but the name
  static List<Iterable<? extends Element>> of(CompilationUnitTree text, Predicate<Element> wanted) {
    JCCompilationUnit unit = (JCCompilationUnit) text;
    return List.of(in(unit.starImportScope, wanted), in(unit.moduleImportScope, wanted));
  }

  /// First chooses: what reads a class file gives the types in it other names and owners.
  private static Iterable<? extends Element> in(StarImportScope scope, Predicate<Element> wanted) {
    Set<Symbol> chosen = new HashSet<>();
    for (Symbol _ :
        scope.getSymbols(symbol -> {
          if (!isInsideAnother(symbol) && wanted.test(symbol)) {
            chosen.add(symbol);
          }
          return false;
        })) {
      throw new IllegalStateException("nothing was to be found yet");
    }
    return chosen.isEmpty() ? List.of() : scope.getSymbols(chosen::contains);
  }

  /// Whether it is a type of the package by its file's name only.
  private static boolean isInsideAnother(Symbol symbol) {
    return symbol.owner.kind == Kinds.Kind.PCK && symbol.name.toString().indexOf('$') >= 0;
  }
}
