package org.jlanes.magics.general;

import java.util.ArrayList;
import java.util.List;
import org.jlanes.runtime.magic.MagicCall;
import org.jlanes.runtime.magic.MagicDraft;
import org.jlanes.runtime.magic.MagicError;

/// The words of a magic's header, split as a shell would: at blanks, with `'…'`, `"…"` and `\`.
public final class Words {
  /// One word.
  ///
  /// @param text the word without quotes
  /// @param start where it begins in the cell
  /// @param end where it ends in the cell, behind its last character
  public record Word(String text, int start, int end) {}

  private Words() {}

  /// Splits the header of a call.
  ///
  /// @throws MagicError if a quote is not closed
  public static List<Word> of(MagicCall call) throws MagicError {
    return of(call.draft());
  }

  /// Splits the header of a use.
  ///
  /// @throws MagicError if a quote is not closed
  public static List<Word> of(MagicDraft call) throws MagicError {
    String header = call.header();
    List<Word> words = new ArrayList<>();
    int at = 0;
    while (at < header.length()) {
      if (Character.isWhitespace(header.charAt(at)) || continuesLine(header, at)) {
        at++;
        continue;
      }
      StringBuilder word = new StringBuilder();
      int start = at;
      while (at < header.length() && !Character.isWhitespace(header.charAt(at))) {
        char c = header.charAt(at);
        if (c == '\'' || c == '"') {
          int close = header.indexOf(c, at + 1);
          if (close < 0) {
            throw new MagicError(
                "this quote is not closed",
                call.headerStart() + at,
                call.headerStart() + at + 1,
                "Close it with " + c + " in the same line.");
          }
          word.append(header, at + 1, close);
          at = close + 1;
        } else if (c == '\\' && at + 1 < header.length()) {
          word.append(header.charAt(at + 1));
          at += 2;
        } else {
          word.append(c);
          at++;
        }
      }
      words.add(new Word(word.toString(), call.headerStart() + start, call.headerStart() + at));
    }
    return words;
  }

  private static boolean continuesLine(String header, int at) {
    return header.charAt(at) == '\\' && at + 1 < header.length() && header.charAt(at + 1) == '\n';
  }

  /// A mistake at a word.
  public static MagicError wrong(Word word, String message, String advice) {
    return new MagicError(message, word.start(), word.end(), advice);
  }

  /// A mistake where a word is missing.
  public static MagicError missing(MagicCall call, String message, String advice) {
    return missing(call.draft(), message, advice);
  }

  /// A mistake where a word is missing.
  public static MagicError missing(MagicDraft call, String message, String advice) {
    return new MagicError(message, call.headerStart(), call.headerEnd(), advice);
  }
}
