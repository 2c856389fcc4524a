package org.jlanes.magics.nativecode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jlanes.lanes.nativecode.CompileOptions;
import org.jlanes.runtime.magic.MagicCall;
import org.jlanes.runtime.magic.MagicError;

/// The options of a `%%native` cell.
///
/// @param compile how to compile
/// @param isolated whether calls run in a worker process
/// @param show whether the generated code is shown
/// @param quiet whether the table of functions is left out
/// @param help whether only help is wanted
public record NativeHeader(
    CompileOptions compile, boolean isolated, boolean show, boolean quiet, boolean help) {
  private static final String ADVICE =
      "the options are --openmp --cflags=FLAGS --libs=FLAGS --isolated --timeout 60s --show --quiet"
          + " --help";
  private static final Pattern WORD =
      Pattern.compile("\\s*(?:\\\\\\n\\s*)*((?:'[^'\\n]*'|\"[^\"\\n]*\"|[^\\s'\"])+)");
  private static final Pattern DURATION = Pattern.compile("(\\d{1,6})(ms|s|m|h)?");

  /// Reads the header.
  ///
  /// @throws MagicError with the place of what is wrong
  public static NativeHeader parse(MagicCall call) throws MagicError {
    return new Reader(call).read();
  }

  private static final class Reader {
    private final MagicCall call;
    private final Matcher words;
    private final List<String> flags = new ArrayList<>();
    private final List<String> libraries = new ArrayList<>();
    private Duration timeout = CompileOptions.DEFAULT.timeout();
    private boolean openmp;
    private boolean isolated;
    private boolean show;
    private boolean quiet;
    private boolean help;

    Reader(MagicCall call) {
      this.call = call;
      this.words = WORD.matcher(call.header());
    }

    NativeHeader read() throws MagicError {
      while (words.lookingAt()) {
        String word = words.group(1);
        int equals = word.indexOf('=');
        String key = equals < 0 ? word : word.substring(0, equals);
        switch (key) {
          case "--openmp" -> openmp = flag(equals);
          case "--isolated" -> isolated = flag(equals);
          case "--show" -> show = flag(equals);
          case "--quiet" -> quiet = flag(equals);
          case "--help" -> help = flag(equals);
          case "--cflags" -> flags.addAll(List.of(value(equals).split("\\s+")));
          case "--libs" -> libraries.addAll(List.of(value(equals).split("\\s+")));
          case "--timeout" -> timeout = duration(value(equals));
          default -> throw wrong("%%native has no option " + key);
        }
        words.region(words.end(), call.header().length());
      }
      if (!call.header().substring(words.regionStart()).isBlank()) {
        throw new MagicError(
            "this quote is not closed",
            call.headerStart() + words.regionStart(),
            call.headerEnd(),
            "close it in the same line");
      }
      CompileOptions compile = new CompileOptions(openmp, flags, libraries, timeout);
      return new NativeHeader(compile, isolated, show, quiet, help);
    }

    private boolean flag(int equals) throws MagicError {
      if (equals >= 0) {
        throw wrong("this option takes no value");
      }
      return true;
    }

    /// What stands behind the `=`, or the next word, which may then not look like an option.
    private String value(int equals) throws MagicError {
      if (equals >= 0) {
        return unquoted(words.group(1).substring(equals + 1));
      }
      MagicError missing = wrong(words.group(1) + " needs a value");
      words.region(words.end(), call.header().length());
      if (!words.lookingAt() || words.group(1).startsWith("-")) {
        throw missing;
      }
      return unquoted(words.group(1));
    }

    private static String unquoted(String word) {
      return word.replaceAll("['\"]", "");
    }

    private Duration duration(String text) throws MagicError {
      Matcher parts = DURATION.matcher(text);
      if (!parts.matches()) {
        throw wrong("`" + text + "` is not a time such as 500ms, 60s or 5m");
      }
      long number = Long.parseLong(parts.group(1));
      return switch (parts.group(2) == null ? "s" : parts.group(2)) {
        case "ms" -> Duration.ofMillis(number);
        case "m" -> Duration.ofMinutes(number);
        case "h" -> Duration.ofHours(number);
        default -> Duration.ofSeconds(number);
      };
    }

    private MagicError wrong(String message) {
      return new MagicError(
          message, call.headerStart() + words.start(1), call.headerStart() + words.end(1), ADVICE);
    }
  }
}
