package org.jlanes.magics.header;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jlanes.runtime.magic.MagicError;
import org.jlanes.runtime.magic.Nearest;

/// Reads the options at the beginning of a header as a shell would. Used once, by one thread.
final class OptionReader {
  private final String text;
  private final int end;
  private final List<OptionSpec> known;
  private final List<ForeignOption> foreign;
  private final List<GivenOption> given = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();
  private int at;

  OptionReader(
      String text, int start, int end, List<OptionSpec> known, List<ForeignOption> foreign) {
    this.text = text;
    this.at = start;
    this.end = end;
    this.known = known;
    this.foreign = foreign;
  }

  /// The options in the order in which they stand.
  List<GivenOption> options() {
    return given;
  }

  /// Reads up to the first thing that is no option and returns its offset.
  int read() throws MagicError {
    while (true) {
      skipBlanks();
      if (!text.startsWith("-", at) || at >= end || text.startsWith("->", at)) {
        return at;
      }
      if (!text.startsWith("--", at)) {
        int wordEnd = wordEnd(at);
        throw new MagicError(
            "`" + text.substring(at, wordEnd) + "` is not an option",
            at,
            wordEnd,
            "options begin with two dashes: " + usages());
      }
      if (wordEnd(at) == at + 2) {
        return at + 2;
      }
      option();
    }
  }

  private void option() throws MagicError {
    int start = at;
    int nameEnd = start + 2;
    while (nameEnd < end && text.charAt(nameEnd) != '=' && !isBlank(nameEnd)) {
      nameEnd++;
    }
    OptionSpec spec = spec(text.substring(start + 2, nameEnd), start, nameEnd);
    if (!seen.add(spec.name())) {
      throw new MagicError(
          "--" + spec.name() + " is given twice", start, nameEnd, "remove one of them");
    }
    at = nameEnd;
    boolean equals = at < end && text.charAt(at) == '=';
    if (!spec.takesValue()) {
      if (equals) {
        throw new MagicError(
            "--" + spec.name() + " takes no value",
            nameEnd,
            wordEnd(nameEnd),
            "write --" + spec.name() + " alone");
      }
      given.add(new GivenOption(spec, new Span(start, at), new Span(at, at), "", null));
      return;
    }
    if (equals) {
      at++;
    } else {
      skipBlanks();
      refuseMissingOrDash(spec, start, nameEnd);
    }
    value(spec, start);
  }

  private void refuseMissingOrDash(OptionSpec spec, int start, int nameEnd) throws MagicError {
    if (at >= end) {
      throw new MagicError(
          "--" + spec.name() + " has no value", start, nameEnd, "write " + spec.usage());
    }
    if (text.charAt(at) == '-') {
      String word = text.substring(at, wordEnd(at));
      throw new MagicError(
          "--" + spec.name() + " has no value",
          start,
          nameEnd,
          "write "
              + spec.usage()
              + "; a value that starts with `-` is written --"
              + spec.name()
              + "="
              + word);
    }
  }

  private OptionSpec spec(String name, int start, int nameEnd) throws MagicError {
    for (OptionSpec spec : known) {
      if (spec.name().equals(name)) {
        return spec;
      }
    }
    for (ForeignOption option : foreign) {
      if (option.name().equals(name)) {
        throw new MagicError("--" + name + " " + option.why(), start, nameEnd, option.advice());
      }
    }
    List<String> near = Nearest.to(name, known.stream().map(OptionSpec::name).toList());
    String meant =
        near.isEmpty()
            ? ""
            : "did you mean "
                + near.stream().map(n -> "--" + n).collect(Collectors.joining(" or "))
                + "? ";
    throw new MagicError(
        "unknown option --" + name, start, nameEnd, meant + "There are " + usages());
  }

  private String usages() {
    return known.stream().map(OptionSpec::usage).collect(Collectors.joining(", "));
  }

  private void value(OptionSpec spec, int start) throws MagicError {
    int from = at;
    if (at < end && text.charAt(at) == '{') {
      int close = JavaLexer.closing(text, at, end);
      Span expression = new Span(from + 1, close - 1);
      if (expression.of(text).isBlank()) {
        throw new MagicError(
            "the braces are empty", from, close, "put a Java expression between them");
      }
      if (close < end && !isBlank(close)) {
        throw new MagicError(
            "a blank must follow the value in braces",
            close,
            wordEnd(close),
            "put the whole value into the braces");
      }
      at = close;
      given.add(new GivenOption(spec, new Span(start, at), new Span(from, at), "", expression));
      return;
    }
    String word = word();
    given.add(new GivenOption(spec, new Span(start, at), new Span(from, at), word, null));
  }

  /// A word: plain characters, `\x`, '…' and "…" in any order, up to a blank.
  private String word() throws MagicError {
    StringBuilder word = new StringBuilder();
    while (at < end && !isBlank(at)) {
      char c = text.charAt(at);
      if (c == '\'' || c == '"') {
        quoted(c, word);
      } else {
        if (c == '\\' && at + 1 < end) {
          at++;
        }
        word.append(text.charAt(at++));
      }
    }
    return word.toString();
  }

  private void quoted(char quote, StringBuilder word) throws MagicError {
    int start = at++;
    while (at < end && text.charAt(at) != quote) {
      boolean escaped =
          quote == '"'
              && text.charAt(at) == '\\'
              && at + 1 < end
              && "\"\\$`".indexOf(text.charAt(at + 1)) >= 0;
      if (escaped) {
        at++;
      }
      word.append(text.charAt(at++));
    }
    if (at >= end) {
      throw new MagicError(
          "the quote is not closed", start, start + 1, "close it with " + quote + " on this line");
    }
    at++;
  }

  private int wordEnd(int from) {
    int e = from;
    while (e < end && !isBlank(e)) {
      e++;
    }
    return e;
  }

  private boolean isBlank(int offset) {
    return Character.isWhitespace(text.charAt(offset));
  }

  private void skipBlanks() {
    while (at < end && isBlank(at)) {
      at++;
    }
  }
}
