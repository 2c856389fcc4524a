package org.jlanes.magics.header;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jlanes.engine.source.JavaTokens;
import org.jlanes.runtime.magic.MagicCompletion;
import org.jlanes.runtime.magic.MagicCompletion.Candidate;
import org.jlanes.runtime.magic.MagicDraft;

/// What the cursor stands in, in a header that is not finished and may never be right.
public final class HeaderWords {
  private static final OptionSpec HELP = new OptionSpec("help", null, "show the help");

  private HeaderWords() {}

  /// Where the source begins, if the cursor is behind the `:` in front of it.
  public static OptionalInt source(MagicDraft draft, int cursor) {
    JavaTokens tokens = new JavaTokens(draft.cell().substring(0, cursor));
    tokens.moveTo(draft.headerStart());
    int depth = 0;
    while (tokens.next()) {
      if (tokens.opens()) {
        depth++;
      } else if (tokens.closes()) {
        depth--;
      } else if (depth == 0 && draft.cell().charAt(tokens.start()) == ':') {
        return OptionalInt.of(tokens.end());
      }
    }
    return OptionalInt.empty();
  }

  /// The options that begin as the word before the cursor; empty where that is no option.
  ///
  /// @param known the options there are, `--help` aside
  public static Optional<MagicCompletion> options(
      MagicDraft draft, int cursor, List<OptionSpec> known) {
    String typed = draft.cell().substring(draft.headerStart(), cursor);
    int word = typed.length();
    while (word > 0 && !Character.isWhitespace(typed.charAt(word - 1))) {
      word--;
    }
    String option = typed.substring(word);
    if (!option.startsWith("-") || option.startsWith("->")) {
      return Optional.empty();
    }
    List<Candidate> candidates =
        Stream.concat(known.stream(), Stream.of(HELP))
            .filter(spec -> ("--" + spec.name()).startsWith(option))
            .map(spec ->
                new Candidate(
                    "--" + spec.name(),
                    "option",
                    (spec.takesValue() ? spec.value() + ": " : "") + spec.help()))
            .distinct()
            .toList();
    return Optional.of(new MagicCompletion(draft.headerStart() + word, candidates));
  }
}
