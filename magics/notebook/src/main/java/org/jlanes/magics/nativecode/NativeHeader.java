package org.jlanes.magics.nativecode;

import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jlanes.lanes.nativecode.CompileOptions;
import org.jlanes.magics.header.CellPieces;
import org.jlanes.magics.header.GivenOption;
import org.jlanes.magics.header.LaneHeader;
import org.jlanes.magics.header.OptionSpec;
import org.jlanes.magics.header.Span;
import org.jlanes.runtime.engine.CellFailure;
import org.jlanes.runtime.engine.MappedSource;
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
          new OptionSpec("quiet", null, "no table, no report"),
          new OptionSpec("help", null, "show the help"));
  private static final Pattern DURATION = Pattern.compile("(\\d{1,6})(ms|s|m|h)?");

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
      switch (option.name()) {
        case "openmp" -> openmp = true;
        case "isolated" -> isolated = true;
        case "show" -> show = true;
        case "quiet" -> quiet = true;
        case "workers" -> workers = number(option, call);
        case "cflags" -> flags = words(option, call);
        case "libs" -> libraries = words(option, call);
        case "timeout" -> timeout = duration(option, call);
        default -> throw new AssertionError(option.name());
      }
    }
    CompileOptions compile = new CompileOptions(openmp, flags, libraries, timeout);
    return new NativeHeader(lane, compile, workers, isolated, show, quiet);
  }

  private static String value(GivenOption option, MagicCall call) throws CellFailure {
    Span expression = option.expression();
    if (expression == null) {
      return option.text();
    }
    MappedSource source = CellPieces.of(call.cell(), expression);
    return String.valueOf(call.engine().evaluate(source).value());
  }

  private static List<String> words(GivenOption option, MagicCall call) throws CellFailure {
    String text = value(option, call).strip();
    return text.isEmpty() ? List.of() : List.of(text.split("\\s+"));
  }

  private static int number(GivenOption option, MagicCall call) throws MagicError, CellFailure {
    String text = value(option, call);
    if (!text.matches("[1-9]\\d{0,5}")) {
      throw wrong(option, "`" + text + "` is not a number of threads", "write --workers 4");
    }
    return Integer.parseInt(text);
  }

  private static Duration duration(GivenOption option, MagicCall call)
      throws MagicError, CellFailure {
    String text = value(option, call);
    Matcher parts = DURATION.matcher(text);
    if (!parts.matches()) {
      throw wrong(option, "`" + text + "` is not a time", "write 500ms, 60s, 5m or 1h");
    }
    long number = Long.parseLong(parts.group(1));
    return switch (parts.group(2) == null ? "s" : parts.group(2)) {
      case "ms" -> Duration.ofMillis(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofSeconds(number);
    };
  }

  private static MagicError wrong(GivenOption option, String message, String advice) {
    return new MagicError(message, option.value().start(), option.value().end(), advice);
  }
}
