package org.jlanes.runtime.output;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jlanes.runtime.scope.ChildEnvironment;
import org.jlanes.runtime.scope.Scope;

/// Starts processes that belong to a cell: what they inherit is the cell's output, not the
/// process's, and cancelling the scope ends them with all that they have started. Any thread.
public final class ChildProcesses {
  /// How long an asked program may take to end before it is killed.
  private static final Duration GRACE = Duration.ofSeconds(1);

  private ChildProcesses() {}

  /// `builder.start()` inside a scope. Where the builder says `inheritIO` or `Redirect.INHERIT`,
  /// output appears in the cell, also after the cell's end, and standard input is empty; the
  /// builder's settings stay as they are; the process's environment also has the mark by which it
  /// is found when the kernel has ended. The process's `waitFor` and `onExit` come after its
  /// output, unless something that it has left running holds it open.
  public static Process start(Scope scope, ProcessBuilder builder) throws IOException {
    return start(scope, List.of(builder), () -> List.of(builder.start())).getFirst();
  }

  /// `ProcessBuilder.startPipeline` inside a scope, likewise.
  public static List<Process> startPipeline(Scope scope, List<ProcessBuilder> builders)
      throws IOException {
    return start(scope, builders, () -> ProcessBuilder.startPipeline(builders));
  }

  private static List<Process> start(
      Scope scope, List<ProcessBuilder> builders, ChildEnvironment.Start<List<Process>> start)
      throws IOException {
    if (!PosixSystem.available() || builders.isEmpty()) {
      return ChildEnvironment.marked(builders, start);
    }
    try (InheritedStreams streams = new InheritedStreams(scope.output())) {
      streams.replaceInput(builders.getFirst());
      streams.replaceOutput(builders.getLast());
      for (ProcessBuilder builder : builders) {
        streams.replaceError(builder);
      }
      List<Process> processes = ChildEnvironment.marked(builders, start);
      List<Process> shown = new ArrayList<>();
      for (int i = 0; i < processes.size(); i++) {
        Process process = processes.get(i);
        endWith(scope, process);
        List<StreamPump> pumps = streams.pumps(builders.get(i));
        shown.add(pumps.isEmpty() ? process : new PumpedProcess(process, pumps));
      }
      return shown;
    }
  }

  /// Ends a process when the scope is cancelled, and kills it when that is done again.
  public static void endWith(Scope scope, Process process) {
    Scope.Registration first = scope.onCancel(() -> end(process));
    Scope.Registration again =
        scope.onInsist(() -> family(process).forEach(ProcessHandle::destroyForcibly));
    var unused =
        process
            .onExit()
            .thenRun(() -> {
              first.close();
              again.close();
            });
  }

  /// A process and all that it has started. Parents first: a shell whose command ends before it
  /// would go on with its next one.
  private static List<ProcessHandle> family(Process process) {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
  }

  /// Asks a process and all that it has started to end; kills what has not after a second. Returns
  /// at once.
  public static void end(Process process) {
    List<ProcessHandle> family = family(process);
    family.forEach(ProcessHandle::destroy);
    var unused =
        CompletableFuture.allOf(
                family.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
            .orTimeout(GRACE.toMillis(), TimeUnit.MILLISECONDS)
            .whenComplete((_, late) -> family.forEach(ProcessHandle::destroyForcibly));
  }
}
