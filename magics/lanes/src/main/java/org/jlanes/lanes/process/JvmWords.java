package org.jlanes.lanes.process;

import java.util.ArrayList;
import java.util.List;
import org.jlanes.lanes.run.LaneException;

/// Options for a JVM in one text, split as a shell would: at blanks, with `'…'`, `"…"` and `\`.
final class JvmWords {
  private final String text;
  private int at;

  private JvmWords(String text) {
    this.text = text;
  }

  /// The options in a text.
  ///
  /// @throws LaneException if a quote is not closed, or a word is no option
  static List<String> of(String text) throws LaneException {
    return new JvmWords(text).all();
  }

  private List<String> all() throws LaneException {
    List<String> options = new ArrayList<>();
    skipBlanks();
    while (at < text.length()) {
      String word = word();
      if (!word.startsWith("-") || word.length() < 2) {
        throw new LaneException(
            "--jvm "
                + text
                + ": `"
                + word
                + "` is not an option of the JVM; they begin with a dash. An option and its value"
                + " are one word (--add-modules=NAME); quote one that has blanks: --jvm"
                + " '-Dname=\"two words\"'");
      }
      options.add(word);
      skipBlanks();
    }
    return options;
  }

  private void skipBlanks() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private String word() throws LaneException {
    StringBuilder word = new StringBuilder();
    while (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
      char c = text.charAt(at++);
      if (c == '\'' || c == '"') {
        quoted(c, word);
      } else if (c == '\\' && at < text.length()) {
        word.append(text.charAt(at++));
      } else {
        word.append(c);
      }
    }
    return word.toString();
  }

  private void quoted(char quote, StringBuilder word) throws LaneException {
    while (at < text.length() && text.charAt(at) != quote) {
      boolean escaped =
          quote == '"'
              && text.charAt(at) == '\\'
              && at + 1 < text.length()
              && "\"\\$`".indexOf(text.charAt(at + 1)) >= 0;
      if (escaped) {
        at++;
      }
      word.append(text.charAt(at++));
    }
    if (at == text.length()) {
      throw new LaneException("--jvm " + text + ": the quote " + quote + " is not closed");
    }
    at++;
  }
}
