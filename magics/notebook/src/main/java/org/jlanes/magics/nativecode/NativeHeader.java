package org.jlanes.magics.nativecode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jlanes.lanes.nativecode.CompileOptions;
import org.jlanes.lanes.run.RunOptions;
import org.jlanes.magics.header.ForeignOption;
import org.jlanes.magics.header.GivenOption;
import org.jlanes.magics.header.LaneHeader;
import org.jlanes.magics.header.OptionSpec;
import org.jlanes.magics.header.OptionValue;
import org.jlanes.magics.lane.LaneOptions;
import org.jlanes.runtime.engine.CellFailure;
import org.jlanes.runtime.magic.MagicCall;
import org.jlanes.runtime.magic.MagicDraft;
import org.jlanes.runtime.magic.MagicError;

/// The header of a `%%native` cell.
///
/// @param lane items, source and target, if there are any
/// @param compile how to compile
/// @param workers threads of an element-wise map, 0 for one per core
/// @param timeout for the run of an element-wise map, null for none
/// @param repeat how often an element-wise map is computed for timing
/// @param isolated whether calls run in a worker process
/// @param show whether the generated code is shown
/// @param quiet whether table and report are left out
public record NativeHeader(
    LaneHeader lane,
    CompileOptions compile,
    int workers,
    Duration timeout,
    int repeat,
    boolean isolated,
    boolean show,
    boolean quiet) {
  /// The options there are.
  public static final List<OptionSpec> OPTIONS =
      List.of(
          new OptionSpec("openmp", null, "obey #pragma omp"),
          new OptionSpec("cflags", "FLAGS", "more flags for the compiler"),
          new OptionSpec("libs", "FLAGS", "more flags for the linker"),
          new OptionSpec("isolated", null, "run each call in a worker process"),
          new OptionSpec("workers", "N", "threads of an element-wise map"),
          new OptionSpec(
              "timeout", "DURATION", "end the compiler, or an element-wise map, after this time"),
          new OptionSpec("repeat", "N", "compute an element-wise map N times, quote the median"),
          new OptionSpec("show", null, "show the generated C and Java"),
          new OptionSpec("quiet", null, "no table, no report"));

  /// Whether a call has the option `--help`.
  public static boolean asksForHelp(MagicCall call) {
    return LaneHeader.asksForHelp(call, OPTIONS);
  }

  private static final List<ForeignOption> FOREIGN = foreign();

  private static List<ForeignOption> foreign() {
    List<ForeignOption> foreign = new ArrayList<>(LaneOptions.foreign("native"));
    String noFailures = "C has no exceptions, so an element cannot fail: leave it out";
    foreign.add(new ForeignOption("retries", "means nothing to %%native", noFailures));
    foreign.add(new ForeignOption("keep-going", "means nothing to %%native", noFailures));
    foreign.add(
        new ForeignOption(
            "chunk",
            "means nothing to %%native",
            "leave it out: the array is cut into several parts for each core"));
    return List.copyOf(foreign);
  }

  /// Finds mistakes in a header that is being written.
  ///
  /// @throws MagicError with the place of what is wrong
  public static void check(MagicDraft draft) throws MagicError {
    LaneHeader _ =
        LaneHeader.parse(
            draft.cell(), draft.headerStart(), draft.headerEnd(), draft.name(), OPTIONS, FOREIGN);
  }

  /// Reads the header.
  ///
  /// @throws MagicError with the place of what is wrong
  /// @throws CellFailure if an expression in braces fails
  public static NativeHeader parse(MagicCall call) throws MagicError, CellFailure {
    LaneHeader lane =
        LaneHeader.parse(
            call.cell(), call.headerStart(), call.headerEnd(), call.name(), OPTIONS, FOREIGN);
    boolean map = lane.source() != null;
    boolean openmp = false;
    boolean isolated = false;
    boolean show = false;
    boolean quiet = false;
    int workers = 0;
    int repeat = 1;
    List<String> flags = List.of();
    List<String> libraries = List.of();
    Duration compiling = CompileOptions.DEFAULT.timeout();
    Duration timeout = null;
    for (GivenOption option : lane.options()) {
      OptionValue value = OptionValue.of(option, call.cell(), call.engine());
      switch (option.name()) {
        case "openmp" -> openmp = true;
        case "isolated" -> isolated = true;
        case "show" -> show = true;
        case "quiet" -> quiet = true;
        case "workers" -> workers = value.number(1, RunOptions.MOST_WORKERS);
        case "cflags" -> flags = words(value);
        case "libs" -> libraries = words(value);
        case "timeout" -> {
          // As in the other lanes, it is for the run where there is one.
          timeout = map ? value.duration() : null;
          compiling = map ? compiling : value.duration();
        }
        case "repeat" -> {
          refuseWithoutItems(map, option);
          repeat = value.number(1);
        }
        default -> throw new AssertionError(option.name());
      }
    }
    CompileOptions compile = new CompileOptions(openmp, flags, libraries, compiling);
    return new NativeHeader(lane, compile, workers, timeout, repeat, isolated, show, quiet);
  }

  private static void refuseWithoutItems(boolean map, GivenOption option) throws MagicError {
    if (!map) {
      throw new MagicError(
          "--" + option.name() + " is for an element-wise map",
          option.span().start(),
          option.span().end(),
          "write the items into the header, as in `double x : xs -> ys`; a call of a function is"
              + " measured by %time");
    }
  }

  private static List<String> words(OptionValue value) {
    String text = value.text().strip();
    return text.isEmpty() ? List.of() : List.of(text.split("\\s+"));
  }
}
