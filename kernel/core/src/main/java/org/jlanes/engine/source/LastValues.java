package org.jlanes.engine.source;

import com.sun.tools.javac.tree.JCTree;
import com.sun.tools.javac.tree.JCTree.JCIdent;
import com.sun.tools.javac.tree.JCTree.JCVariableDecl;
import com.sun.tools.javac.tree.TreeScanner;
import java.util.ArrayList;
import java.util.List;
import org.jlanes.engine.source.JavaParts.LastValue;

/// Collects where `_` and `__` stand as expressions. For one text.
final class LastValues extends TreeScanner {
  private static final String LAST = "_";
  private static final String LAST_BUT_ONE = "__";

  private final List<LastValue> found = new ArrayList<>();
  private boolean declared;

  /// Looks through a part of the text.
  void add(JCTree tree) {
    scan(tree);
  }

  /// Whether an expression that is only an underscore stands here.
  boolean has(int offset) {
    return found.stream().anyMatch(last -> last.offset() == offset);
  }

  /// What was found. To a text that declares a variable `__` that is what `__` means.
  List<LastValue> all() {
    return found.stream().distinct().filter(last -> last.back() == 1 || !declared).toList();
  }

  @Override
  public void visitIdent(JCIdent tree) {
    if (tree.name.contentEquals(LAST)) {
      found.add(new LastValue(tree.pos, 1));
    } else if (tree.name.contentEquals(LAST_BUT_ONE)) {
      found.add(new LastValue(tree.pos, 2));
    }
  }

  @Override
  public void visitVarDef(JCVariableDecl tree) {
    declared |= tree.name != null && tree.name.contentEquals(LAST_BUT_ONE);
    super.visitVarDef(tree);
  }
}
