package org.jlanes.magics.nativecode;

import java.time.Duration;
import java.util.List;
import org.jlanes.lanes.nativecode.CompileOptions;
import org.jlanes.lanes.run.RunOptions;
import org.jlanes.magics.header.GivenOption;
import org.jlanes.magics.header.LaneHeader;
import org.jlanes.magics.header.OptionSpec;
import org.jlanes.magics.header.OptionValue;
import org.jlanes.runtime.engine.CellFailure;
import org.jlanes.runtime.magic.MagicCall;
import org.jlanes.runtime.magic.MagicError;

/// The header of a `%%native` cell.
///
/// @param lane items, source and target, if there are any
/// @param compile how to compile
/// @param workers threads of an element-wise map, 0 for one per core
/// @param isolated whether calls run in a worker process
/// @param show whether the generated code is shown
/// @param quiet whether table and report are left out
public record NativeHeader(
    LaneHeader lane,
    CompileOptions compile,
    int workers,
    boolean isolated,
    boolean show,
    boolean quiet) {
  private static final List<OptionSpec> OPTIONS =
      List.of(
          new OptionSpec("openmp", null, "obey #pragma omp"),
          new OptionSpec("cflags", "FLAGS", "more flags for the compiler"),
          new OptionSpec("libs", "FLAGS", "more flags for the linker"),
          new OptionSpec("isolated", null, "run each call in a worker process"),
          new OptionSpec("workers", "N", "threads of an element-wise map"),
          new OptionSpec("timeout", "DURATION", "end the compiler after this time"),
          new OptionSpec("show", null, "show the generated C and Java"),
          new OptionSpec("quiet", null, "no table, no report"));

  /// Whether a call has the option `--help`.
  public static boolean asksForHelp(MagicCall call) {
    return LaneHeader.asksForHelp(call, OPTIONS);
  }

  /// Reads the header.
  ///
  /// @throws MagicError with the place of what is wrong
  /// @throws CellFailure if an expression in braces fails
  public static NativeHeader parse(MagicCall call) throws MagicError, CellFailure {
    LaneHeader lane =
        LaneHeader.parse(call.cell(), call.headerStart(), call.headerEnd(), call.name(), OPTIONS);
    boolean openmp = false;
    boolean isolated = false;
    boolean show = false;
    boolean quiet = false;
    int workers = 0;
    List<String> flags = List.of();
    List<String> libraries = List.of();
    Duration timeout = CompileOptions.DEFAULT.timeout();
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
        case "timeout" -> timeout = value.duration();
        default -> throw new AssertionError(option.name());
      }
    }
    CompileOptions compile = new CompileOptions(openmp, flags, libraries, timeout);
    return new NativeHeader(lane, compile, workers, isolated, show, quiet);
  }

  private static List<String> words(OptionValue value) {
    String text = value.text().strip();
    return text.isEmpty() ? List.of() : List.of(text.split("\\s+"));
  }
}
