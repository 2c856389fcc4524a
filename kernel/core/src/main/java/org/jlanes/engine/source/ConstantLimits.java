package org.jlanes.engine.source;

import com.sun.tools.javac.resources.CompilerProperties.Errors;
import com.sun.tools.javac.tree.JCTree;
import com.sun.tools.javac.tree.JCTree.JCBinary;
import com.sun.tools.javac.tree.JCTree.JCClassDecl;
import com.sun.tools.javac.tree.JCTree.JCFieldAccess;
import com.sun.tools.javac.tree.JCTree.JCIdent;
import com.sun.tools.javac.tree.JCTree.JCLiteral;
import com.sun.tools.javac.tree.JCTree.JCMethodDecl;
import com.sun.tools.javac.tree.JCTree.JCParens;
import com.sun.tools.javac.tree.JCTree.JCVariableDecl;
import com.sun.tools.javac.tree.JCTree.Tag;
import com.sun.tools.javac.tree.TreeScanner;
import com.sun.tools.javac.util.Log;
import com.sun.tools.javac.util.Name;

/// Refuses names and constant strings that are too long for a class file, before JShell sees them:
/// its compiler is used again and keeps what did not fit, so that every later cell would fail of
/// it.
///
/// @see <a href="https://docs.oracle.com/javase/specs/jvms/se25/html/jvms-4.html#jvms-4.11">JVMS
///   4.11: limitations of the JVM</a>
final class ConstantLimits extends TreeScanner {
  /// Bytes of modified UTF-8 of an entry in a constant pool; the compiler takes constants that are
  /// shorter than this.
  private static final int LONGEST = 65_535;

  /// As much of a name as the message shows.
  private static final int SHOWN = 20;

  private final Log log;

  private ConstantLimits(Log log) {
    this.log = log;
  }

  /// Logs an error for each name and constant that is too long.
  static void check(JCTree tree, Log log) {
    new ConstantLimits(log).scan(tree);
  }

  @Override
  public void visitLiteral(JCLiteral tree) {
    if (length(tree) >= LONGEST) {
      log.error(tree.pos(), Errors.LimitString);
    }
  }

  /// A sum of literals is one constant.
  @Override
  public void visitBinary(JCBinary tree) {
    if (length(tree) >= LONGEST) {
      log.error(tree.pos(), Errors.LimitString);
    } else {
      super.visitBinary(tree);
    }
  }

  /// The length of a constant, or -1 of what is none. Where a number is added to a string its
  /// longest form is taken, which decides nothing but for strings at the very limit.
  private static long length(JCTree tree) {
    return switch (tree) {
      case JCLiteral literal when literal.getValue() instanceof String text -> bytes(text);
      case JCLiteral literal -> bytes(String.valueOf(literal.getValue()));
      case JCParens parens -> length(parens.expr);
      case JCBinary sum when sum.hasTag(Tag.PLUS) -> {
        long left = length(sum.lhs);
        long right = left < 0 ? -1 : length(sum.rhs);
        yield right < 0 ? -1 : left + right;
      }
      default -> -1;
    };
  }

  private static long bytes(CharSequence text) {
    return text.chars().mapToLong(c -> c >= 1 && c <= 0x7F ? 1 : c <= 0x7FF ? 2 : 3).sum();
  }

  private void check(JCTree tree, Name name) {
    if (name != null && name.length() > LONGEST / 3 && bytes(name) > LONGEST) {
      log.error(tree.pos(), Errors.LimitStringOverflow(name.toString().substring(0, SHOWN)));
    }
  }

  @Override
  public void visitIdent(JCIdent tree) {
    check(tree, tree.name);
  }

  @Override
  public void visitSelect(JCFieldAccess tree) {
    check(tree, tree.name);
    super.visitSelect(tree);
  }

  @Override
  public void visitVarDef(JCVariableDecl tree) {
    check(tree, tree.name);
    super.visitVarDef(tree);
  }

  @Override
  public void visitMethodDef(JCMethodDecl tree) {
    check(tree, tree.name);
    super.visitMethodDef(tree);
  }

  @Override
  public void visitClassDef(JCClassDecl tree) {
    check(tree, tree.name);
    super.visitClassDef(tree);
  }
}
