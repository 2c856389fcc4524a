package org.jlanes.runtime.weave;

import java.io.File;
import java.io.IOException;
import java.util.List;
import org.jlanes.runtime.output.ChildProcesses;
import org.jlanes.runtime.scope.Scope;

/// What woven code calls where it starts a process: the process then belongs to the cell. Each
/// method stands for the JDK method of its name; outside a scope it is just that one.
public final class ProcessHook {
  private ProcessHook() {}

  /// `ProcessBuilder.start`.
  public static Process start(ProcessBuilder builder) throws IOException {
    Scope scope = Scope.current();
    return scope == null ? builder.start() : ChildProcesses.start(scope, builder);
  }

  /// `ProcessBuilder.startPipeline`.
  public static List<Process> startPipeline(List<ProcessBuilder> builders) throws IOException {
    Scope scope = Scope.current();
    return scope == null
        ? ProcessBuilder.startPipeline(builders)
        : ChildProcesses.startPipeline(scope, builders);
  }

  /// `Runtime.exec`.
  @SuppressWarnings("deprecation") // user code may still call it
  public static Process exec(Runtime runtime, String command) throws IOException {
    return owned(runtime.exec(command));
  }

  /// `Runtime.exec`.
  @SuppressWarnings("deprecation") // user code may still call it
  public static Process exec(Runtime runtime, String command, String[] environment)
      throws IOException {
    return owned(runtime.exec(command, environment));
  }

  /// `Runtime.exec`.
  @SuppressWarnings("deprecation") // user code may still call it
  public static Process exec(Runtime runtime, String command, String[] environment, File folder)
      throws IOException {
    return owned(runtime.exec(command, environment, folder));
  }

  /// `Runtime.exec`.
  public static Process exec(Runtime runtime, String[] command) throws IOException {
    return owned(runtime.exec(command));
  }

  /// `Runtime.exec`.
  public static Process exec(Runtime runtime, String[] command, String[] environment)
      throws IOException {
    return owned(runtime.exec(command, environment));
  }

  /// `Runtime.exec`.
  public static Process exec(Runtime runtime, String[] command, String[] environment, File folder)
      throws IOException {
    return owned(runtime.exec(command, environment, folder));
  }

  private static Process owned(Process process) {
    Scope scope = Scope.current();
    if (scope != null) {
      ChildProcesses.endWith(scope, process);
    }
    return process;
  }
}
