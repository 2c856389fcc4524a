package org.jlanes.runtime.weave;

import java.io.File;
import java.io.IOException;
import java.util.List;
import org.jlanes.runtime.output.ChildProcesses;
import org.jlanes.runtime.scope.ChildEnvironment;
import org.jlanes.runtime.scope.Scope;

/// What woven code calls where it starts a process: the process then belongs to the cell. Each
/// method stands for the JDK method of its name; outside a scope it is that one, but that the
/// process has the kernel's mark ([ChildEnvironment]).
public final class ProcessHook {
  private ProcessHook() {}

  /// `ProcessBuilder.start`.
  public static Process start(ProcessBuilder builder) throws IOException {
    Scope scope = Scope.current();
    return scope == null
        ? ChildEnvironment.marked(List.of(builder), builder::start)
        : ChildProcesses.start(scope, builder);
  }

  /// `ProcessBuilder.startPipeline`.
  public static List<Process> startPipeline(List<ProcessBuilder> builders) throws IOException {
    Scope scope = Scope.current();
    return scope == null
        ? ChildEnvironment.marked(builders, () -> ProcessBuilder.startPipeline(builders))
        : ChildProcesses.startPipeline(scope, builders);
  }

  /// `Runtime.exec`.
  @SuppressWarnings("deprecation") // user code may still call it
  public static Process exec(Runtime runtime, String command) throws IOException {
    return owned(runtime.exec(command, ChildEnvironment.marked(null)));
  }

  /// `Runtime.exec`.
  @SuppressWarnings("deprecation") // user code may still call it
  public static Process exec(Runtime runtime, String command, String[] environment)
      throws IOException {
    return owned(runtime.exec(command, ChildEnvironment.marked(environment)));
  }

  /// `Runtime.exec`.
  @SuppressWarnings("deprecation") // user code may still call it
  public static Process exec(Runtime runtime, String command, String[] environment, File folder)
      throws IOException {
    return owned(runtime.exec(command, ChildEnvironment.marked(environment), folder));
  }

  /// `Runtime.exec`.
  public static Process exec(Runtime runtime, String[] command) throws IOException {
    return owned(runtime.exec(command, ChildEnvironment.marked(null)));
  }

  /// `Runtime.exec`.
  public static Process exec(Runtime runtime, String[] command, String[] environment)
      throws IOException {
    return owned(runtime.exec(command, ChildEnvironment.marked(environment)));
  }

  /// `Runtime.exec`.
  public static Process exec(Runtime runtime, String[] command, String[] environment, File folder)
      throws IOException {
    return owned(runtime.exec(command, ChildEnvironment.marked(environment), folder));
  }

  private static Process owned(Process process) {
    Scope scope = Scope.current();
    if (scope != null) {
      ChildProcesses.endWith(scope, process);
    }
    return process;
  }
}
