package org.jlanes.magics.general;

import java.util.List;
import java.util.stream.Stream;
import org.jlanes.runtime.magic.MagicCompletion;
import org.jlanes.runtime.magic.MagicCompletion.Candidate;
import org.jlanes.runtime.magic.MagicDraft;

/// The word of a magic's header that is being written, with those before it; for completion.
///
/// @param before the words before it, as they stand there
/// @param text what is written of it, perhaps nothing
/// @param start where it begins in the cell
public record LastWord(List<String> before, String text, int start) {
  /// Copies the list.
  public LastWord {
    before = List.copyOf(before);
  }

  /// The word before the cursor.
  public static LastWord of(MagicDraft draft, int cursor) {
    String typed = draft.cell().substring(draft.headerStart(), cursor);
    int at = typed.length();
    while (at > 0 && !Character.isWhitespace(typed.charAt(at - 1))) {
      at--;
    }
    List<String> before =
        Stream.of(typed.substring(0, at).split("\\s+")).filter(word -> !word.isEmpty()).toList();
    return new LastWord(before, typed.substring(at), draft.headerStart() + at);
  }

  /// Those that begin with it, each once.
  public MagicCompletion among(List<Candidate> all) {
    return new MagicCompletion(
        start, all.stream().filter(c -> c.text().startsWith(text)).distinct().toList());
  }
}
