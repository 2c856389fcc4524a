package org.jlanes.engine.source;

import com.sun.tools.javac.code.Flags;
import com.sun.tools.javac.tree.JCTree;
import com.sun.tools.javac.tree.JCTree.JCClassDecl;
import com.sun.tools.javac.tree.JCTree.JCMethodDecl;
import com.sun.tools.javac.tree.JCTree.JCVariableDecl;
import com.sun.tools.javac.tree.TreeInfo;
import java.util.ArrayList;
import java.util.List;

/// Finds the constructor of a record that declares its fields, where that is less accessible than
/// the record will be. Those of nested records, which stay as they are, are right already.
final class CanonicalConstructors {
  private static final String PROTECTED = "protected";

  private CanonicalConstructors() {}

  /// The constructor, if the tree is a record with one that is neither public nor private. A
  /// private one is wrong in Java as well.
  static List<JavaParts.Constructor> hidden(JCClassDecl tree) {
    List<JavaParts.Constructor> found = new ArrayList<>();
    if ((tree.mods.flags & Flags.RECORD) == 0) {
      return found;
    }
    List<String> fields = TreeInfo.recordFields(tree).stream().map(f -> type(f)).toList();
    for (JCTree member : tree.defs) {
      if (member instanceof JCMethodDecl method
          && TreeInfo.isConstructor(method)
          && (method.mods.flags & (Flags.PUBLIC | Flags.PRIVATE)) == 0
          && isCanonical(method, fields)) {
        // Without modifiers or annotations its tree begins at the name.
        boolean isProtected = (method.mods.flags & Flags.PROTECTED) != 0;
        int at = isProtected ? TreeInfo.getStartPos(method) : method.pos;
        found.add(new JavaParts.Constructor(at, isProtected ? at + PROTECTED.length() : at));
      }
    }
    return found;
  }

  private static boolean isCanonical(JCMethodDecl method, List<String> fields) {
    return (method.mods.flags & Flags.COMPACT_RECORD_CONSTRUCTOR) != 0
        || method.typarams.isEmpty()
            && method.params.stream().map(p -> type(p)).toList().equals(fields);
  }

  private static String type(JCVariableDecl variable) {
    return String.valueOf(variable.vartype).replaceFirst("\\.\\.\\.$", "[]");
  }
}
