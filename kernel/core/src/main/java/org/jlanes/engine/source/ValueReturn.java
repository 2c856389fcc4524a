package org.jlanes.engine.source;

import com.sun.tools.javac.tree.JCTree;
import com.sun.tools.javac.tree.JCTree.JCClassDecl;
import com.sun.tools.javac.tree.JCTree.JCLambda;
import com.sun.tools.javac.tree.JCTree.JCReturn;
import com.sun.tools.javac.tree.TreeScanner;

/// Finds out whether a statement can return a value from the body it stands in.
final class ValueReturn extends TreeScanner {
  private boolean found;

  private ValueReturn() {}

  /// Whether there is a `return` with a value outside the lambdas and classes of the tree.
  static boolean in(JCTree tree) {
    ValueReturn scanner = new ValueReturn();
    scanner.scan(tree);
    return scanner.found;
  }

  @Override
  public void visitReturn(JCReturn tree) {
    found |= tree.expr != null;
  }

  /// A `return` in a lambda leaves the lambda.
  @Override
  public void visitLambda(JCLambda tree) {}

  /// A `return` in a class leaves its method.
  @Override
  public void visitClassDef(JCClassDecl tree) {}
}
