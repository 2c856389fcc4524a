package org.jlanes.magics.options;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jlanes.magics.general.Words;
import org.jlanes.runtime.magic.MagicDraft;
import org.jlanes.runtime.magic.MagicError;

/// The options in a header, each in one word: `--add-modules M` becomes `--add-modules=M`, which
/// `java`, `javac` and argument files understand alike.
final class OptionWords {
  private static final Set<String> WITH_VALUES =
      Set.of(
          "--add-modules",
          "--add-exports",
          "--add-opens",
          "--add-reads",
          "--limit-modules",
          "--module-path",
          "--patch-module",
          "--enable-native-access");

  private OptionWords() {}

  /// Reads the options.
  ///
  /// @throws MagicError if a word is no option, or lacks its value
  static List<Words.Word> of(MagicDraft call) throws MagicError {
    List<Words.Word> options = new ArrayList<>();
    List<Words.Word> words = Words.of(call);
    for (int i = 0; i < words.size(); i++) {
      Words.Word word = words.get(i);
      if (!word.text().startsWith("-") || word.text().length() == 1) {
        throw Words.wrong(
            word,
            word.text() + " is not an option",
            "Options begin with a dash; %help " + call.name() + " shows what can be written.");
      }
      if (!WITH_VALUES.contains(word.text())) {
        options.add(word);
      } else if (i + 1 < words.size()) {
        Words.Word value = words.get(++i);
        options.add(new Words.Word(word.text() + "=" + value.text(), word.start(), value.end()));
      } else {
        throw Words.wrong(word, word.text() + " needs a value", word.text() + "=VALUE");
      }
    }
    return options;
  }
}
