package org.jlanes.runtime.weave;

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
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.BaseStream;
import org.jlanes.runtime.scope.Scope;

/// Makes a parallel stream that a user's own thread runs keep its scope. Woven code links each
/// terminal operation of a stream through [#terminal].
///
/// A parallel stream runs in the pool of the worker that starts it; started elsewhere it runs in
/// the common pool, whose threads belong to no cell. Those of a pool that the user made belong to
/// whatever cell needed them first. Unless the pool serves the scope it is run in one that does
/// ([ScopePools]). A sequential stream, and one that starts on a cell's own thread, costs one test.
public final class StreamHook {
  private static final String STREAMS = "java/util/stream/";
  private static final Set<String> OWNERS =
      Set.of(
          STREAMS + "Stream",
          STREAMS + "IntStream",
          STREAMS + "LongStream",
          STREAMS + "DoubleStream");
  private static final Set<String> TERMINAL =
      Set.of(
          "forEach",
          "forEachOrdered",
          "toArray",
          "toList",
          "reduce",
          "collect",
          "min",
          "max",
          "sum",
          "average",
          "summaryStatistics",
          "count",
          "anyMatch",
          "allMatch",
          "noneMatch",
          "findFirst",
          "findAny");

  /// The bootstrap method, for the weaver.
  static final DirectMethodHandleDesc BOOTSTRAP =
      MethodHandleDesc.ofMethod(
          DirectMethodHandleDesc.Kind.STATIC,
          ClassDesc.of(StreamHook.class.getName()),
          "terminal",
          MethodTypeDesc.of(
              ConstantDescs.CD_CallSite,
              ConstantDescs.CD_MethodHandles_Lookup,
              ConstantDescs.CD_String,
              ConstantDescs.CD_MethodType));

  private static final MethodHandle STRAYS;
  private static final MethodHandle IN_POOL;

  static {
    try {
      MethodHandles.Lookup own = MethodHandles.lookup();
      STRAYS =
          own.findStatic(
              StreamHook.class, "strays", MethodType.methodType(boolean.class, BaseStream.class));
      IN_POOL =
          own.findStatic(
              StreamHook.class,
              "inPool",
              MethodType.methodType(Object.class, MethodHandle.class, Object[].class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private StreamHook() {}

  /// Whether a call is one that makes a stream run.
  static boolean isTerminal(String owner, String name) {
    return OWNERS.contains(owner) && TERMINAL.contains(name);
  }

  /// Links a terminal operation; its first parameter is the stream.
  public static CallSite terminal(MethodHandles.Lookup caller, String name, MethodType type)
      throws ReflectiveOperationException {
    MethodHandle direct =
        MethodHandles.publicLookup()
            .findVirtual(type.parameterType(0), name, type.dropParameterTypes(0, 1))
            .asType(type);
    int count = type.parameterCount();
    MethodHandle spread =
        direct
            .asSpreader(Object[].class, count)
            .asType(MethodType.methodType(Object.class, Object[].class));
    MethodHandle pooled = IN_POOL.bindTo(spread).asCollector(Object[].class, count).asType(type);
    MethodHandle test = STRAYS.asType(MethodType.methodType(boolean.class, type.parameterType(0)));
    return new ConstantCallSite(MethodHandles.guardWithTest(test, pooled, direct));
  }

  @SuppressWarnings("UnusedMethod") // reached through the method handle STRAYS
  private static boolean strays(BaseStream<?, ?> stream) {
    Scope scope = stream.isParallel() ? Scope.current() : null;
    return scope != null && !ScopeWorker.serves(scope);
  }

  @SuppressWarnings("UnusedMethod") // reached through the method handle IN_POOL
  private static Object inPool(MethodHandle operation, Object[] arguments) throws Throwable {
    CompletableFuture<Object> result = new CompletableFuture<>();
    ScopePools.here(Scope.current())
        .execute(() -> {
          try {
            result.complete(operation.invokeExact(arguments));
          } catch (Throwable t) {
            // Handed to the caller, whatever it is.
            result.completeExceptionally(t);
          }
        });
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return result.get();
        } catch (InterruptedException e) {
          // As without us: a parallel stream does not end at an interrupt. The scope's threads do.
          interrupted = true;
        } catch (ExecutionException e) {
          throw e.getCause();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
