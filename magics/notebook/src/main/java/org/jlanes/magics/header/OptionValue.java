package org.jlanes.magics.header;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jlanes.lanes.run.RunOptions;
import org.jlanes.runtime.engine.CellFailure;
import org.jlanes.runtime.engine.NotebookEngine;
import org.jlanes.runtime.magic.MagicError;

/// The value of an option, read as what it is to be.
///
/// @param option the option, for the place of a mistake
/// @param text its value
public record OptionValue(GivenOption option, String text) {
  private static final Pattern DURATION =
      Pattern.compile("([0-9]+(?:\\.[0-9]+)?) ?(ns|us|µs|ms|s|m|min|h)");
  private static final Pattern RATE =
      Pattern.compile("([0-9]+(?:\\.[0-9]+)?) ?(?:/ ?(s|m|min|h))?");

  /// The value of an option in a cell; one in braces is evaluated.
  ///
  /// @throws MagicError if the expression has no value
  /// @throws CellFailure if it fails
  public static OptionValue of(GivenOption option, String cell, NotebookEngine engine)
      throws MagicError, CellFailure {
    if (option.expression() == null) {
      return new OptionValue(option, option.text());
    }
    NotebookEngine.Result result = engine.evaluate(CellPieces.of(cell, option.expression()));
    if (!result.hasValue() || result.value() == null) {
      throw new MagicError(
          "the expression has no value",
          option.value().start(),
          option.value().end(),
          "write an expression with a value, such as {2 * n}");
    }
    return new OptionValue(option, String.valueOf(result.value()));
  }

  /// A whole number.
  public int number(int least) throws MagicError {
    return number(least, Integer.MAX_VALUE);
  }

  /// A whole number within bounds, both included.
  public int number(int least, int most) throws MagicError {
    try {
      int n = Integer.parseInt(text.replace("_", "").strip());
      if (n >= least && n <= most) {
        return n;
      }
    } catch (NumberFormatException e) {
      // the same answer as for a number out of bounds
    }
    throw wrong(
        "a whole number from " + least + (most == Integer.MAX_VALUE ? " on" : " to " + most));
  }

  /// A duration.
  public Duration duration() throws MagicError {
    Matcher matcher = DURATION.matcher(text.strip());
    if (matcher.matches()) {
      double nanos = Double.parseDouble(matcher.group(1)) * nanos(matcher.group(2));
      if (nanos >= 1) {
        return Duration.ofNanos((long) Math.min(Long.MAX_VALUE, nanos));
      }
    }
    throw wrong("a duration with its unit: 500ms, 2s, 1.5m, 1h");
  }

  /// Items per second.
  public double perSecond() throws MagicError {
    Matcher matcher = RATE.matcher(text.strip());
    if (matcher.matches()) {
      String unit = matcher.group(2) == null ? "s" : matcher.group(2);
      double rate = Double.parseDouble(matcher.group(1)) * 1e9 / nanos(unit);
      if (rate > 0) {
        return rate;
      }
    }
    throw wrong("a rate: 50, 50/s, 600/m");
  }

  /// An amount of memory as the option -Xmx takes it.
  public String size() throws MagicError {
    if (RunOptions.MEMORY.matcher(text.strip()).matches()) {
      return text.strip();
    }
    throw wrong("an amount of memory with its unit: 512m, 2g");
  }

  /// Any text but an empty one.
  public String word() throws MagicError {
    if (text.isBlank()) {
      throw wrong("a value");
    }
    return text;
  }

  private static double nanos(String unit) {
    return switch (unit) {
      case "ns" -> 1;
      case "us", "µs" -> 1e3;
      case "ms" -> 1e6;
      case "s" -> 1e9;
      case "m", "min" -> 60e9;
      default -> 3600e9;
    };
  }

  private MagicError wrong(String wanted) {
    boolean shown = !option.value().isEmpty();
    return new MagicError(
        "--" + option.name() + " takes " + wanted + "; `" + text + "` is not",
        shown ? option.value().start() : option.span().start(),
        shown ? option.value().end() : option.span().end(),
        "write " + option.spec().usage());
  }
}
