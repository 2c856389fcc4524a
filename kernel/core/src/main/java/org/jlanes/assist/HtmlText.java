package org.jlanes.assist;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// HTML of [DocHtml] as plain text, for front ends that show nothing else.
final class HtmlText {
  private static final Pattern TOKEN = Pattern.compile("<(/?)(\\w+)[^>]*>|[^<]+|<");
  private static final Set<String> PARAGRAPHS =
      Set.of(
          "p",
          "div",
          "ul",
          "ol",
          "dl",
          "pre",
          "blockquote",
          "table",
          "h1",
          "h2",
          "h3",
          "h4",
          "h5",
          "h6",
          "hr");
  private static final Set<String> LINES = Set.of("br", "li", "tr", "dt", "caption");

  private final StringBuilder text = new StringBuilder();
  private boolean preformatted;

  private HtmlText() {}

  static String of(String html) {
    HtmlText it = new HtmlText();
    Matcher token = TOKEN.matcher(html);
    while (token.find()) {
      if (token.group(2) == null) {
        it.words(token.group());
      } else {
        it.tag(token.group(2), token.group(1).isEmpty());
      }
    }
    return entities(it.text.toString())
        .replaceAll("[ \t]+\n", "\n")
        .replaceAll("\n{3,}", "\n\n")
        .strip();
  }

  private void tag(String name, boolean opens) {
    if (PARAGRAPHS.contains(name)) {
      text.append("\n\n");
    } else if (LINES.contains(name) && opens) {
      text.append(name.equals("li") ? "\n- " : "\n");
    } else if (opens && (name.equals("dd") || name.equals("td") || name.equals("th"))) {
      text.append(name.equals("dd") ? "  " : " ");
    }
    if (name.equals("pre")) {
      preformatted = opens;
    }
  }

  private void words(String words) {
    if (preformatted) {
      text.append(words);
      return;
    }
    String joined = words.replaceAll("\\s+", " ");
    boolean atStart = text.isEmpty() || Character.isWhitespace(text.charAt(text.length() - 1));
    text.append(atStart ? joined.stripLeading() : joined);
  }

  private static String entities(String text) {
    Matcher number = Pattern.compile("&#(x?)([0-9a-fA-F]{1,6});").matcher(text);
    return number
        .replaceAll(m ->
            Matcher.quoteReplacement(
                character(Integer.parseInt(m.group(2), m.group(1).isEmpty() ? 10 : 16))))
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&nbsp;", " ")
        .replace("&mdash;", "—")
        .replace("&ndash;", "–")
        .replace("&hellip;", "…")
        .replace("&times;", "×")
        .replace("&le;", "≤")
        .replace("&ge;", "≥")
        .replace("&amp;", "&");
  }

  private static String character(int codePoint) {
    return Character.isValidCodePoint(codePoint) ? Character.toString(codePoint) : "";
  }
}
