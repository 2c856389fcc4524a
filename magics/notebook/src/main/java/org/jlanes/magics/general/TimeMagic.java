package org.jlanes.magics.general;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.OptionalInt;
import org.jlanes.runtime.engine.CellFailure;
import org.jlanes.runtime.engine.MappedSource;
import org.jlanes.runtime.engine.NotebookEngine;
import org.jlanes.runtime.magic.Magic;
import org.jlanes.runtime.magic.MagicBody;
import org.jlanes.runtime.magic.MagicCall;
import org.jlanes.runtime.magic.MagicDraft;
import org.jlanes.runtime.magic.MagicError;
import org.jlanes.runtime.magic.MagicResult;
import org.jlanes.runtime.system.Locales;

/// `%time` and `%%time`: how long code takes, how much CPU it uses and memory it allocates.
public final class TimeMagic implements Magic {
  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private static final ThreadMXBean THREADS =
      ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

  @Override
  public String name() {
    return "time";
  }

  @Override
  public Kind kind() {
    return Kind.LINE_AND_CELL;
  }

  @Override
  public String summary() {
    return "wall time, CPU time and allocation of a line or a cell";
  }

  @Override
  public String help() {
    return """
    %time CODE       one line of Java
    %%time           the rest of the cell

    Runs the code and prints

      wall        the time that passed
      CPU         of the whole kernel process, all its threads: more than wall means that
                  several cores worked
      allocated   bytes of new objects, of all threads; most are garbage already

    The time to compile the code is part of all three: some ten milliseconds for each
    statement. Run it twice: the JVM is faster when it has warmed up. Worker processes are not
    part of the CPU time; the reports of the lanes have theirs.

    Example:  %time java.util.stream.LongStream.range(0, 10_000_000).sum()
    """;
  }

  @Override
  public MagicResult run(MagicCall call) throws CellFailure, MagicError {
    MappedSource code =
        call.cellMagic()
            ? part(call, call.bodyStart(), call.bodyEnd())
            : part(call, call.headerStart(), call.headerEnd());
    check(call.draft());
    if (code.text().isBlank()) {
      throw Words.missing(call, "there is no code to time", "For example:  %time Math.sqrt(2)");
    }
    long allocated = THREADS.getTotalThreadAllocatedBytes();
    long cpu = PROCESS.getProcessCpuTime();
    long wall = System.nanoTime();
    try {
      NotebookEngine.Result result = call.engine().evaluate(code);
      return result.hasValue() ? MagicResult.of(result.type(), result.value()) : MagicResult.none();
    } finally {
      wall = System.nanoTime() - wall;
      cpu = PROCESS.getProcessCpuTime() - cpu;
      allocated = THREADS.getTotalThreadAllocatedBytes() - allocated;
      CellText.print(
          call, "wall " + time(wall) + " · CPU " + time(cpu) + " · allocated " + bytes(allocated));
    }
  }

  @Override
  public void check(MagicDraft draft) throws MagicError {
    if (draft.cellMagic() && !draft.header().isBlank()) {
      throw Words.missing(
          draft, "%%time has nothing behind it", "The code stands below:  %%time ⏎ CODE");
    }
  }

  @Override
  public MagicBody body(MagicDraft draft) {
    return new MagicBody.Java("");
  }

  @Override
  public OptionalInt javaInHeader(MagicDraft draft, int cursor) {
    return draft.cellMagic() ? OptionalInt.empty() : OptionalInt.of(draft.headerStart());
  }

  private static MappedSource part(MagicCall call, int start, int end) {
    return MappedSource.builder(call.cell()).cell(start, end).build();
  }

  /// A duration in the unit that gives it three digits.
  static String time(long nanos) {
    if (nanos < 1_000_000) {
      return number(nanos / 1e3) + " µs";
    }
    return nanos < 1_000_000_000 ? number(nanos / 1e6) + " ms" : number(nanos / 1e9) + " s";
  }

  /// An amount of memory, in powers of 1000.
  public static String bytes(long bytes) {
    if (bytes < 1_000_000) {
      return number(bytes / 1e3) + " kB";
    }
    return bytes < 1_000_000_000 ? number(bytes / 1e6) + " MB" : number(bytes / 1e9) + " GB";
  }

  private static String number(double value) {
    return String.format(Locales.NONE, value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%.0f", value);
  }
}
