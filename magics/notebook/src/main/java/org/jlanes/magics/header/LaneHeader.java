package org.jlanes.magics.header;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jlanes.runtime.magic.MagicCall;
import org.jlanes.runtime.magic.MagicError;

/// The header of a lane magic in its parts. All offsets are into the cell. Immutable.
///
/// @param options the options in the order in which they stand
/// @param items the variables of the item; empty if the body runs once per worker
/// @param source the expression the items come from; null if there are no items
/// @param target the variable that gets the results, if there is one
public record LaneHeader(
    List<GivenOption> options, List<Item> items, Span source, Optional<Target> target) {
  private static final OptionSpec HELP = new OptionSpec("help", null, "this text");

  /// Parses a header.
  ///
  /// @param cell the cell's text
  /// @param start offset behind the magic's name
  /// @param end offset behind the header, continuation lines included
  /// @param lane the magic's name, for messages
  /// @param known the options it has
  /// @param foreign those that it refuses with a reason
  /// @throws MagicError if the header is wrong, with the place of the mistake
  public static LaneHeader parse(
      String cell,
      int start,
      int end,
      String lane,
      List<OptionSpec> known,
      List<ForeignOption> foreign)
      throws MagicError {
    String text = withoutContinuations(cell, end);
    OptionReader options = new OptionReader(text, start, end, known, foreign);
    int rest = options.read();
    return new RestReader(text, rest, end, lane).read(options.options());
  }

  /// Whether `--help` is one of the options of a call. In the value of an option, behind `--`, and
  /// in what follows the options, it is not.
  ///
  /// @param known the options it has beside `--help`
  public static boolean asksForHelp(MagicCall call, List<OptionSpec> known) {
    List<OptionSpec> all = new ArrayList<>(known);
    all.add(HELP);
    OptionReader options =
        new OptionReader(
            withoutContinuations(call.cell(), call.headerEnd()),
            call.headerStart(),
            call.headerEnd(),
            all,
            List.of());
    try {
      options.read();
    } catch (MagicError mistake) {
      // Told when the header is parsed, unless the help is asked for in front of it.
    }
    return options.options().stream().anyMatch(option -> option.name().equals(HELP.name()));
  }

  /// The option of that name, if it was given.
  public Optional<GivenOption> option(String name) {
    return options.stream().filter(o -> o.name().equals(name)).findFirst();
  }

  /// The text with each continuation (a backslash at the end of a line) as blanks, so that offsets
  /// stay as they are.
  private static String withoutContinuations(String cell, int end) {
    StringBuilder text = new StringBuilder(cell);
    for (int i = 0; i < end; i++) {
      if (cell.charAt(i) == '\\') {
        int n = i + 1;
        if (n < end && cell.charAt(n) == '\r') {
          n++;
        }
        if (n == end || cell.charAt(n) == '\n') {
          for (int k = i; k < Math.min(n + 1, end); k++) {
            text.setCharAt(k, ' ');
          }
        }
      }
    }
    return text.toString();
  }
}
