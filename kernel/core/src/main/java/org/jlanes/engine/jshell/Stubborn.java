package org.jlanes.engine.jshell;

import java.util.List;
import org.jlanes.runtime.scope.CancelledError;
import org.jlanes.runtime.scope.Scope;

/// The threads of a cancelled scope that go on: stops those by force that run the notebook's code,
/// or the JDK on its behalf. What a library does in threads of its own is its own business, and a
/// thread that is in code of the kernel just now may hold what other cells need. Any thread.
///
/// @param scope the scope that was cancelled
record Stubborn(Scope scope) {
  /// Code of ours that stands between the notebook and the JDK and holds nothing.
  private static final List<String> PASSES_ON =
      List.of(
          "org.jlanes.runtime.scope.BoundCallable",
          "org.jlanes.runtime.scope.BoundRunnable",
          "org.jlanes.runtime.scope.Scope",
          "org.jlanes.runtime.weave.AsyncCapture",
          "org.jlanes.runtime.weave.JoinHook",
          "org.jlanes.runtime.weave.ScopeCapture",
          "org.jlanes.runtime.weave.ScopeWorker",
          "org.jlanes.runtime.weave.StageCapture",
          "org.jlanes.runtime.weave.StreamHook");

  /// Whose code a frame is.
  private enum Owner {
    JDK,
    KERNEL,
    NOTEBOOK,
    LIBRARY
  }

  /// Those threads.
  List<Thread> threads() {
    return scope.busy().stream().filter(thread -> isOurs(thread.getStackTrace())).toList();
  }

  /// Makes each of them throw where it stands.
  void stop() {
    for (Thread thread : threads()) {
      CancelledError error = new CancelledError("interrupted");
      error.setStackTrace(thread.getStackTrace());
      boolean unused = ThreadStop.stop(thread, error, Stubborn::isStoppable);
    }
  }

  /// Whether a thread works for the notebook.
  private static boolean isOurs(StackTraceElement[] frames) {
    boolean library = false;
    for (StackTraceElement frame : frames) {
      Owner owner = owner(frame);
      if (owner == Owner.NOTEBOOK) {
        return true;
      }
      library |= owner == Owner.LIBRARY;
    }
    return frames.length > 0 && !library;
  }

  private static boolean isStoppable(StackTraceElement[] frames) {
    for (StackTraceElement frame : frames) {
      switch (owner(frame)) {
        case JDK -> {}
        case KERNEL -> {
          return false;
        }
        case NOTEBOOK, LIBRARY -> {
          return isOurs(frames);
        }
      }
    }
    return isOurs(frames);
  }

  private static Owner owner(StackTraceElement frame) {
    String module = frame.getModuleName();
    String name = frame.getClassName();
    if (module != null && (module.startsWith("java.") || module.startsWith("jdk."))) {
      return Owner.JDK;
    }
    for (String each : PASSES_ON) {
      if (name.startsWith(each)) {
        return Owner.JDK;
      }
    }
    if (Names.wrapperOf(name).isPresent()) {
      return Owner.NOTEBOOK;
    }
    return "app".equals(frame.getClassLoaderName()) ? Owner.KERNEL : Owner.LIBRARY;
  }
}
