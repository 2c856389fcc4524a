package org.jlanes.engine.source;

import com.sun.tools.javac.tree.JCTree;
import com.sun.tools.javac.tree.JCTree.JCClassDecl;
import com.sun.tools.javac.tree.JCTree.JCIdent;
import com.sun.tools.javac.tree.JCTree.JCMethodDecl;
import com.sun.tools.javac.tree.JCTree.JCMethodInvocation;
import com.sun.tools.javac.tree.TreeScanner;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jlanes.runtime.engine.NotebookEngine.Call;

/// Collects calls such as `f(x)` from a tree, without those that a class around them answers.
final class UnqualifiedCalls extends TreeScanner {
  private final List<Call> calls = new ArrayList<>();
  private final Deque<Set<String>> enclosing = new ArrayDeque<>();

  private UnqualifiedCalls() {}

  static List<Call> in(JCTree tree) {
    UnqualifiedCalls scanner = new UnqualifiedCalls();
    scanner.scan(tree);
    return List.copyOf(scanner.calls);
  }

  @Override
  public void visitClassDef(JCClassDecl tree) {
    Set<String> methods = new HashSet<>();
    for (JCTree member : tree.defs) {
      if (member instanceof JCMethodDecl method) {
        methods.add(method.name.toString());
      }
    }
    enclosing.push(methods);
    super.visitClassDef(tree);
    enclosing.pop();
  }

  @Override
  public void visitApply(JCMethodInvocation tree) {
    if (tree.meth instanceof JCIdent called) {
      String name = called.name.toString();
      boolean isConstructor = name.equals("this") || name.equals("super");
      if (!isConstructor && enclosing.stream().noneMatch(methods -> methods.contains(name))) {
        calls.add(new Call(called.pos, name));
      }
    }
    super.visitApply(tree);
  }
}
