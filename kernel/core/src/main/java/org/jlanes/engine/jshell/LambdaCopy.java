package org.jlanes.engine.jshell;

import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;
import java.util.function.UnaryOperator;

/// Makes lambdas of the notebook again from their code in force, with what they have captured
/// carried over. The weaver made them serializable, which tells all that is needed. For one
/// migration.
@SuppressWarnings("ReferenceEquality") // which object it is matters, not what it equals
final class LambdaCopy {
  private final Versions versions;
  private final UnaryOperator<Object> successor;

  LambdaCopy(Versions versions, UnaryOperator<Object> successor) {
    this.versions = versions;
    this.successor = successor;
  }

  /// The lambda in force for a lambda: itself if nothing of it has changed, or if the code in force
  /// has no such lambda.
  Object of(Object lambda) {
    try {
      Method replace = lambda.getClass().getDeclaredMethod("writeReplace");
      replace.setAccessible(true);
      return replace.invoke(lambda) instanceof SerializedLambda form ? of(lambda, form) : lambda;
    } catch (ReflectiveOperationException | LinkageError | IllegalArgumentException e) {
      // It goes on with the old code, and whoever holds it is named.
      return lambda;
    }
  }

  private Object of(Object lambda, SerializedLambda form) throws ReflectiveOperationException {
    Class<?> before =
        Class.forName(
            form.getCapturingClass().replace('/', '.'), false, lambda.getClass().getClassLoader());
    boolean changed = versions.isOld(lambda.getClass());
    Object[] captured = new Object[form.getCapturedArgCount()];
    for (int i = 0; i < captured.length; i++) {
      captured[i] = successor.apply(form.getCapturedArg(i));
      changed |= captured[i] != form.getCapturedArg(i);
    }
    if (!changed) {
      return lambda;
    }
    Class<?> now = versions.current(before);
    try {
      return copy(before.equals(now) ? versions.linked(before) : now, form, captured);
    } catch (ReflectiveOperationException | LinkageError e) {
      // The snippet in force has no such lambda: a variable declared again has no initializer.
      return copy(versions.linked(before), form, captured);
    }
  }

  private Object copy(Class<?> now, SerializedLambda form, Object[] captured)
      throws ReflectiveOperationException {
    if (now == null) {
      throw new ClassNotFoundException(form.getCapturingClass());
    }
    Method rebuild = now.getDeclaredMethod("$deserializeLambda$", SerializedLambda.class);
    rebuild.setAccessible(true);
    return rebuild.invoke(
        null,
        new SerializedLambda(
            now,
            versions.renamed(form.getFunctionalInterfaceClass()),
            form.getFunctionalInterfaceMethodName(),
            versions.renamed(form.getFunctionalInterfaceMethodSignature()),
            form.getImplMethodKind(),
            versions.renamed(form.getImplClass()),
            form.getImplMethodName(),
            versions.renamed(form.getImplMethodSignature()),
            versions.renamed(form.getInstantiatedMethodType()),
            captured));
  }
}
