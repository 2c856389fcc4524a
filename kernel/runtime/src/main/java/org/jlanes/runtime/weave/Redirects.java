package org.jlanes.runtime.weave;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which calls of user code go to another method than the one it names. Thread-safe.
final class Redirects {
  private static final ClassDesc EXIT_HOOK = ClassDesc.of(ExitHook.class.getName());
  private static final ClassDesc TRACE_HOOK = ClassDesc.of(TraceHook.class.getName());
  private static final ClassDesc INPUT_HOOK = ClassDesc.of(InputHook.class.getName());
  private static final ClassDesc EXECUTOR = ClassDesc.of("java.util.concurrent.Executor");
  private static final List<Method> CAPTURES =
      Stream.of(
              ScopeCapture.class,
              AsyncCapture.class,
              TimerCapture.class,
              StageCapture.class,
              StructuredCapture.class,
              JoinHook.class)
          .flatMap(type -> hooks(type).stream())
          .toList();
  private static final Set<String> CAPTURED_NAMES =
      CAPTURES.stream().map(Method::getName).collect(Collectors.toUnmodifiableSet());
  private static final List<Method> PROCESS_STARTS = hooks(ProcessHook.class);
  private static final Map<Call, Optional<Target>> KNOWN = new ConcurrentHashMap<>();

  private Redirects() {}

  /// A call as the class file names it; `owner` is an internal name.
  record Call(String owner, String name, MethodTypeDesc type, boolean isStatic) {}

  /// The static method to call instead. Its result may have to be cast to the call's.
  record Target(ClassDesc owner, String name, MethodTypeDesc type) {}

  private static List<Method> hooks(Class<?> type) {
    return Arrays.stream(type.getMethods())
        .filter(m -> Modifier.isStatic(m.getModifiers()))
        .toList();
  }

  /// The hook for a call that is changed in libraries too: one that would end the JVM, or start a
  /// process that nobody owns.
  static Optional<Target> always(Call call) {
    Optional<Target> exit = exit(call.owner, call.name);
    return exit.isEmpty() && startsProcesses(call.owner)
        ? KNOWN.computeIfAbsent(call, c -> find(c, PROCESS_STARTS))
        : exit;
  }

  private static boolean startsProcesses(String owner) {
    return owner.equals("java/lang/ProcessBuilder") || owner.equals("java/lang/Runtime");
  }

  private static Optional<Target> exit(String owner, String name) {
    if (owner.equals("java/lang/System") && name.equals("exit")) {
      return Optional.of(
          new Target(
              EXIT_HOOK, "exit", MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_int)));
    }
    if (owner.equals("java/lang/Runtime") && (name.equals("exit") || name.equals("halt"))) {
      return Optional.of(
          new Target(
              EXIT_HOOK,
              "exit",
              MethodTypeDesc.of(
                  ConstantDescs.CD_void, ClassDesc.of("java.lang.Runtime"), ConstantDescs.CD_int)));
    }
    return Optional.empty();
  }

  /// The hook for a call that prints an exception or a stack. Where a class of the JDK is named it
  /// is known to be an exception; other classes are looked at when the call runs
  /// ([TraceHook#BOOTSTRAP]).
  static Optional<Target> trace(Call call) {
    if (call.isStatic) {
      return call.owner.equals("java/lang/Thread") && call.name.equals("dumpStack")
          ? Optional.of(new Target(TRACE_HOOK, call.name, call.type))
          : Optional.empty();
    }
    return TraceHook.prints(call.name, call.type) && isThrowable(call.owner)
        ? Optional.of(
            new Target(
                TRACE_HOOK,
                call.name,
                call.type.insertParameterTypes(0, ConstantDescs.CD_Throwable)))
        : Optional.empty();
  }

  /// The hook for a call that asks for a line with a prompt.
  static Optional<Target> input(Call call) {
    return call.isStatic
            && call.owner.equals("java/lang/IO")
            && call.name.equals("readln")
            && call.type.parameterCount() == 1
        ? Optional.of(new Target(INPUT_HOOK, call.name, call.type))
        : Optional.empty();
  }

  private static boolean isThrowable(String owner) {
    try {
      return Throwable.class.isAssignableFrom(
          Class.forName(owner.replace('/', '.'), false, ClassLoader.getPlatformClassLoader()));
    } catch (ClassNotFoundException e) {
      // Not of the JDK.
      return false;
    }
  }

  /// The hook for a call that hands a task to another thread.
  static Optional<Target> capture(Call call) {
    return isConcurrent(call.owner)
        ? KNOWN.computeIfAbsent(call, c -> find(c, CAPTURES))
        : Optional.empty();
  }

  /// Whether a method of this name may hand a task to another thread.
  static boolean mayCapture(String owner, String name) {
    return isConcurrent(owner) && CAPTURED_NAMES.contains(name);
  }

  /// Whether a class is that of futures.
  static boolean isOfStage(String owner) {
    return owner.equals("java/util/concurrent/CompletableFuture")
        || owner.equals("java/util/concurrent/CompletionStage");
  }

  /// Whether a call is an async method of a future that leaves the executor to the default.
  static boolean wantsExecutor(String owner, String name, MethodTypeDesc type) {
    return isAsync(owner, name)
        && type.parameterCount() > 0
        && !type.parameterType(type.parameterCount() - 1).equals(EXECUTOR);
  }

  /// Whether a call is an async method of a future whose last argument is the executor.
  static boolean givesExecutor(String owner, String name, MethodTypeDesc type) {
    return isAsync(owner, name)
        && type.parameterCount() > 0
        && type.parameterType(type.parameterCount() - 1).equals(EXECUTOR);
  }

  private static boolean isAsync(String owner, String name) {
    return name.endsWith("Async") && isOfStage(owner);
  }

  private static boolean isConcurrent(String owner) {
    return owner.startsWith("java/util/concurrent/")
        || owner.equals("java/lang/Thread")
        || owner.equals("java/util/Timer")
        || owner.startsWith("java/lang/Thread$Builder");
  }

  private static Optional<Target> find(Call call, List<Method> hooks) {
    Class<?> owner;
    try {
      owner = Class.forName(call.owner.replace('/', '.'), false, null);
    } catch (ClassNotFoundException e) {
      // The JDK at run time lacks it: the call will say so itself.
      return Optional.empty();
    }
    Method best = null;
    for (Method hook : hooks) {
      if (stands(hook, call, owner)
          && (best == null
              || best.getParameterTypes()[0].isAssignableFrom(hook.getParameterTypes()[0]))) {
        best = hook;
      }
    }
    return Optional.ofNullable(best)
        .map(m ->
            new Target(
                ClassDesc.of(m.getDeclaringClass().getName()),
                m.getName(),
                MethodTypeDesc.of(
                    m.getReturnType().describeConstable().orElseThrow(),
                    Arrays.stream(m.getParameterTypes())
                        .map(t -> t.describeConstable().orElseThrow())
                        .toList())));
  }

  private static boolean stands(Method hook, Call call, Class<?> owner) {
    Class<?>[] types = hook.getParameterTypes();
    int receiver = call.isStatic ? 0 : 1;
    if (!hook.getName().equals(call.name)
        || types.length != call.type.parameterCount() + receiver) {
      return false;
    }
    for (int i = receiver; i < types.length; i++) {
      if (!types[i]
          .descriptorString()
          .equals(call.type.parameterType(i - receiver).descriptorString())) {
        return false;
      }
    }
    return call.isStatic || types[0].isAssignableFrom(owner);
  }
}
