package org.jlanes.engine.jshell;

import com.sun.source.util.JavacTask;
import com.sun.tools.javac.api.BasicJavacTask;
import com.sun.tools.javac.code.Flags;
import com.sun.tools.javac.code.Kinds.Kind;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Type;
import com.sun.tools.javac.code.Type.ArrayType;
import com.sun.tools.javac.code.Type.CapturedType;
import com.sun.tools.javac.code.Type.ClassType;
import com.sun.tools.javac.code.Type.WildcardType;
import com.sun.tools.javac.code.TypeTag;
import com.sun.tools.javac.code.Types;
import com.sun.tools.javac.util.Context;
import com.sun.tools.javac.util.JavacMessages;
import java.lang.System.Logger.Level;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.function.BinaryOperator;
import javax.lang.model.element.ElementKind;
import jdk.jshell.JShell;

/// Types of values in the words of JShell, as far as they can be written where the notebook's code
/// stands. For the engine thread that has the turn.
final class PlainTypes {
  private static final System.Logger LOG = System.getLogger(PlainTypes.class.getName());

  private final Object maps;
  private final Method shortName;
  private final Constructor<?> printer;
  private final Method print;
  private final Object anonymous;

  /// @param maps JShell's own
  PlainTypes(Object maps) throws ReflectiveOperationException {
    this.maps = maps;
    ClassLoader loader = JShell.class.getClassLoader();
    shortName =
        maps.getClass()
            .getDeclaredMethod("fullClassNameAndPackageToClass", String.class, String.class);
    shortName.setAccessible(true);
    Class<?> type = Class.forName("jdk.jshell.TypePrinter", false, loader);
    Class<?> kind = Class.forName("jdk.jshell.TypePrinter$AnonymousTypeKind", false, loader);
    printer =
        type.getDeclaredConstructor(
            JavacMessages.class, Types.class, BinaryOperator.class, boolean.class, kind);
    printer.setAccessible(true);
    print = type.getDeclaredMethod("toString", Type.class);
    print.setAccessible(true);
    var constants = kind.getDeclaredMethod("valueOf", String.class);
    constants.setAccessible(true);
    anonymous = constants.invoke(null, "DISPLAY");
  }

  /// A plain type as source; empty if JShell has no words for it.
  Optional<String> text(Type type, JavacTask task) {
    Context context = ((BasicJavacTask) task).getContext();
    BinaryOperator<String> names =
        (full, inPackage) -> {
          try {
            return (String) shortName.invoke(maps, full, inPackage);
          } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(e);
          }
        };
    try {
      return Optional.ofNullable(
          (String)
              print.invoke(
                  printer.newInstance(
                      JavacMessages.instance(context),
                      Types.instance(context),
                      names,
                      true,
                      anonymous),
                  type));
    } catch (ReflectiveOperationException e) {
      LOG.log(Level.DEBUG, "JShell cannot write a type", e);
      return Optional.empty();
    }
  }

  /// Whether a type is written in a cell as it is: it names no class that is anonymous, local or
  /// not accessible, and has nothing of what only inference makes.
  static boolean isPlain(Type type) {
    return switch (type) {
      case ArrayType array -> isPlain(array.getComponentType());
      case CapturedType _ -> false;
      case WildcardType wildcard -> wildcard.isUnbound() || isPlain(wildcard.type);
      case ClassType declared ->
          !declared.isCompound()
              && isReachable(declared.tsym)
              && declared.allparams().stream().allMatch(PlainTypes::isPlain);
      default -> type.isPrimitive();
    };
  }

  private static boolean isReachable(Symbol type) {
    if (type.type.hasTag(TypeTag.ERROR) || type.name.isEmpty()) {
      return false;
    }
    boolean own = type.packge().fullname.contentEquals("REPL");
    for (Symbol each = type; each.kind != Kind.PCK; each = each.owner) {
      ElementKind kind = each.getKind();
      if (!(kind.isClass() || kind.isInterface()) || !own && (each.flags() & Flags.PUBLIC) == 0) {
        return false;
      }
    }
    return true;
  }
}
