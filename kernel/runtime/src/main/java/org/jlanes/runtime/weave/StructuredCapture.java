package org.jlanes.runtime.weave;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.concurrent.Callable;
import org.jlanes.runtime.scope.Scope;

/// What woven code calls where it forks a task in a structured scope: the task's virtual thread
/// then belongs to the scope of the thread that forks it, so that it can be found and stopped.
///
/// `StructuredTaskScope` is a preview feature of Java 25, which this class cannot name.
///
/// @see <a href="https://openjdk.org/jeps/505">JEP 505</a>
public final class StructuredCapture {
  private StructuredCapture() {}

  /// Found when the first task is forked: the class is there only where preview features are.
  private static final class Forks {
    private static final MethodHandle CALLABLE = find(Callable.class);
    private static final MethodHandle RUNNABLE = find(Runnable.class);

    private static MethodHandle find(Class<?> task) {
      try {
        Class<?> owner = Class.forName("java.util.concurrent.StructuredTaskScope");
        return MethodHandles.publicLookup().unreflect(owner.getMethod("fork", task));
      } catch (ReflectiveOperationException e) {
        throw new ExceptionInInitializerError(e);
      }
    }
  }

  /// `StructuredTaskScope.fork`.
  public static Object fork(Object structured, Callable<?> task) throws Throwable {
    Scope scope = Scope.current();
    return Forks.CALLABLE.invoke(
        structured, scope == null || task == null ? task : scope.bind(task));
  }

  /// `StructuredTaskScope.fork`.
  public static Object fork(Object structured, Runnable task) throws Throwable {
    Scope scope = Scope.current();
    return Forks.RUNNABLE.invoke(
        structured, scope == null || task == null ? task : scope.bind(task));
  }
}
