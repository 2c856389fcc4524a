package org.jlanes.lanes;

import java.util.List;
import java.util.Map;

/// What is known of a run as a whole, besides its items. Times in nanoseconds.
///
/// @param lane the lane's name
/// @param workers how many workers it had
/// @param cores how many of them the machine, or the container, lets this JVM use
/// @param began when the run began, on the clock of `System.nanoTime`
/// @param ended when the last outcome had been collected
/// @param compileNanos time for compiling a magic's body, 0 elsewhere
/// @param prepareNanos time for starting workers and sending the body
/// @param processCpuNanos CPU time of this whole JVM between `began` and `ended`, garbage collector
///   and compiler included; -1 if unknown
/// @param ending how it ended
/// @param repeats wall times of all repetitions, in order; one element without `--repeat`
/// @param notes what else the user should know
/// @param moved how much went to each worker process and came back, by the names of the workers;
///   empty in lanes without processes
public record RunFacts(
    String lane,
    int workers,
    int cores,
    long began,
    long ended,
    long compileNanos,
    long prepareNanos,
    long processCpuNanos,
    Ending ending,
    List<Long> repeats,
    List<String> notes,
    Map<String, Moved> moved) {
  /// Copies the lists.
  public RunFacts {
    repeats = List.copyOf(repeats);
    notes = List.copyOf(notes);
    moved = Map.copyOf(moved);
  }

  /// These facts with the time the body took to compile.
  RunFacts compiledIn(long nanos) {
    return new RunFacts(
        lane,
        workers,
        cores,
        began,
        ended,
        nanos,
        prepareNanos,
        processCpuNanos,
        ending,
        repeats,
        notes,
        moved);
  }

  /// These facts with the wall times of all repetitions.
  RunFacts repeated(List<Long> walls) {
    return new RunFacts(
        lane,
        workers,
        cores,
        began,
        ended,
        compileNanos,
        prepareNanos,
        processCpuNanos,
        ending,
        walls,
        notes,
        moved);
  }

  /// What went to all worker processes together and came back.
  public Moved movedInAll() {
    return moved.values().stream().reduce(Moved.NOTHING, Moved::plus);
  }

  /// How a run ended.
  public enum Ending {
    /// Every item was run.
    COMPLETE,
    /// An item failed, or the source did.
    FAILED,
    /// The time was up.
    TIMED_OUT,
    /// The cell was interrupted.
    INTERRUPTED,
    /// It was a stream, and whoever read it wanted no more.
    LEFT
  }
}
