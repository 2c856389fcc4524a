package org.jlanes.runtime.weave;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import org.jlanes.runtime.scope.Scope;

/// The check that woven code makes at method entry and on loop back edges: does nothing, at no
/// measurable cost, until a scope is cancelled; then it throws in the threads of that scope, and
/// loops are several times slower until that scope's threads have stopped.
///
/// The call site is one per process. While it is armed, every thread of user code asks its own
/// scope, so that other live scopes go on undisturbed.
public final class StopCheck {
  private static final MethodHandle NOTHING =
      MethodHandles.empty(MethodType.methodType(void.class));
  private static final MethodHandle ASK;
  private static final MutableCallSite SITE = new MutableCallSite(NOTHING);
  private static final MethodHandle CHECK = SITE.dynamicInvoker();
  private static final Set<Scope> CANCELLED = Collections.newSetFromMap(new WeakHashMap<>());

  static {
    try {
      ASK =
          MethodHandles.lookup()
              .findStatic(StopCheck.class, "ask", MethodType.methodType(void.class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private StopCheck() {}

  /// Called by woven code.
  ///
  /// @throws org.jlanes.runtime.scope.CancelledError if the current scope was cancelled
  public static void check() throws Throwable {
    CHECK.invokeExact();
  }

  @SuppressWarnings("UnusedMethod") // reached through the method handle ASK
  private static void ask() {
    Scope scope = Scope.current();
    if (scope != null) {
      scope.checkCancelled();
    }
  }

  /// Makes every check ask its scope, until [#disarm] is called for this scope.
  public static void arm(Scope scope) {
    synchronized (CANCELLED) {
      CANCELLED.add(scope);
      retarget(ASK);
    }
  }

  /// Whether the check asks because of this scope.
  static boolean isArmedFor(Scope scope) {
    synchronized (CANCELLED) {
      return CANCELLED.contains(scope);
    }
  }

  /// Ends the effect of [#arm] for a scope whose threads run no user code any more.
  public static void disarm(Scope scope) {
    synchronized (CANCELLED) {
      CANCELLED.remove(scope);
      if (CANCELLED.isEmpty()) {
        retarget(NOTHING);
      }
    }
  }

  @SuppressWarnings("ReferenceEquality") // handles have no other equality
  private static void retarget(MethodHandle target) {
    if (SITE.getTarget() != target) {
      SITE.setTarget(target);
      MutableCallSite.syncAll(new MutableCallSite[] {SITE});
    }
  }
}
