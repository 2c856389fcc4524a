package org.jlanes.runtime.weave;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Optional;
import org.jlanes.runtime.engine.PrintedTrace;
import org.jlanes.runtime.engine.TraceLines;
import org.jlanes.runtime.scope.Scope;

/// What woven code calls where it prints an exception: so that the lines of cells are printed
/// ([TraceLines]), not the classes made of them and all that runs them. An exception that prints
/// itself in its own way does so; outside of a scope Java's own text is printed.
public final class TraceHook {
  static final String PRINT = "printStackTrace";

  /// Links a call of `printStackTrace` whose receiver may be anything that has such a method.
  static final DirectMethodHandleDesc BOOTSTRAP =
      MethodHandleDesc.ofMethod(
          DirectMethodHandleDesc.Kind.STATIC,
          ClassDesc.of(TraceHook.class.getName()),
          "link",
          MethodTypeDesc.of(
              ConstantDescs.CD_CallSite,
              ConstantDescs.CD_MethodHandles_Lookup,
              ConstantDescs.CD_String,
              ConstantDescs.CD_MethodType));

  /// Which of the methods a class has from `Throwable`, unchanged.
  private record Inherited(boolean plain, boolean stream, boolean writer) {}

  private static final ClassValue<Inherited> INHERITED =
      new ClassValue<>() {
        @Override
        protected Inherited computeValue(Class<?> type) {
          return new Inherited(
              inherits(type), inherits(type, PrintStream.class), inherits(type, PrintWriter.class));
        }
      };

  private TraceHook() {}

  private static Inherited inherited(Throwable thrown) {
    if (thrown == null) {
      throw new NullPointerException(
          "Cannot invoke \"printStackTrace\" because the exception is null");
    }
    return INHERITED.get(thrown.getClass());
  }

  private static boolean inherits(Class<?> type, Class<?>... parameters) {
    try {
      return type.getMethod(PRINT, parameters).getDeclaringClass() == Throwable.class;
    } catch (ReflectiveOperationException | LinkageError e) {
      // Its methods mention classes that are not there; it can still print itself.
      return false;
    }
  }

  /// Whether a method's name and type are those of a `printStackTrace`.
  static boolean prints(String name, MethodTypeDesc type) {
    if (!name.equals(PRINT) || !type.returnType().equals(ConstantDescs.CD_void)) {
      return false;
    }
    return switch (type.parameterCount()) {
      case 0 -> true;
      case 1 ->
          switch (type.parameterType(0).descriptorString()) {
            case "Ljava/io/PrintStream;", "Ljava/io/PrintWriter;" -> true;
            default -> false;
          };
      default -> false;
    };
  }

  /// Links a call; its first parameter is the receiver.
  public static CallSite link(MethodHandles.Lookup caller, String name, MethodType type)
      throws ReflectiveOperationException {
    MethodHandle target =
        Throwable.class.isAssignableFrom(type.parameterType(0))
            ? MethodHandles.lookup()
                .findStatic(TraceHook.class, name, type.changeParameterType(0, Throwable.class))
            : caller.findVirtual(type.parameterType(0), name, type.dropParameterTypes(0, 1));
    return new ConstantCallSite(target.asType(type));
  }

  /// `Throwable.printStackTrace`.
  public static void printStackTrace(Throwable thrown) {
    Inherited own = inherited(thrown);
    Optional<List<String>> lines = own.plain && own.stream ? lines(thrown) : Optional.empty();
    if (lines.isPresent()) {
      print(lines.get(), System.err);
    } else {
      thrown.printStackTrace();
    }
  }

  /// `Throwable.printStackTrace`.
  public static void printStackTrace(Throwable thrown, PrintStream out) {
    boolean own = inherited(thrown).stream && out != null;
    Optional<List<String>> lines = own ? lines(thrown) : Optional.empty();
    if (lines.isPresent()) {
      print(lines.get(), out);
    } else {
      thrown.printStackTrace(out);
    }
  }

  /// `Throwable.printStackTrace`.
  public static void printStackTrace(Throwable thrown, PrintWriter out) {
    boolean own = inherited(thrown).writer && out != null;
    Optional<List<String>> lines = own ? lines(thrown) : Optional.empty();
    if (lines.isPresent()) {
      synchronized (out) {
        lines.get().forEach(out::println);
      }
    } else {
      thrown.printStackTrace(out);
    }
  }

  /// `Thread.dumpStack`.
  public static void dumpStack() {
    printStackTrace(new Exception("Stack trace"));
  }

  /// In one piece, as Java does: others may print there too.
  private static void print(List<String> lines, PrintStream out) {
    synchronized (out) {
      lines.forEach(out::println);
    }
  }

  private static Optional<List<String>> lines(Throwable thrown) {
    Scope scope = Scope.current();
    return scope == null
        ? Optional.empty()
        : scope.service(TraceLines.class).flatMap(traces -> traces.of(PrintedTrace.of(thrown)));
  }
}
