package org.jlanes.magics.jars;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jlanes.magics.general.Words;
import org.jlanes.runtime.magic.MagicError;

/// Maven coordinates as they are typed: `group:artifact:version`,
/// `group:artifact:packaging:version` or `group:artifact:packaging:classifier:version`.
///
/// @param version also a range, `[1,2)`, or `LATEST`
/// @param classifier may be empty
record Coordinates(
    String group, String artifact, String extension, String classifier, String version) {

  private static final String EXAMPLE =
      "Write group:artifact:version, for example com.google.code.gson:gson:2.13.1.";

  /// What cannot stand in any part but a range.
  private static final Pattern ILLEGAL = Pattern.compile("[^\\w.+~-]");

  private static final Pattern ILLEGAL_IN_RANGE = Pattern.compile("[^\\w.+~,()\\[\\]-]");

  /// Reads a word.
  ///
  /// @throws MagicError with the place of the mistake in the word
  static Coordinates of(Words.Word word) throws MagicError {
    List<String> parts = List.of(word.text().split(":", -1));
    if (parts.size() < 3) {
      throw Words.wrong(
          word,
          parts.size() == 1 ? "these are not coordinates" : "the version is missing",
          parts.size() == 1 ? EXAMPLE : EXAMPLE + " LATEST is the newest one.");
    }
    if (parts.size() > 5) {
      throw wrong(
          word,
          start(parts, 5) - 1,
          word.text().length(),
          "too many parts",
          "At most group:artifact:packaging:classifier:version.");
    }
    for (int i = 0; i < parts.size(); i++) {
      check(word, parts, i);
    }
    if (parts.size() > 3 && Character.isDigit(parts.get(2).charAt(0))) {
      String packaging = parts.size() == 4 ? "jar" : parts.get(4);
      throw Words.wrong(
          word,
          "the version stands last",
          "Write "
              + String.join(":", parts.get(0), parts.get(1), packaging, parts.get(3), parts.get(2))
              + ".");
    }
    return new Coordinates(
        parts.get(0),
        parts.get(1),
        parts.size() > 3 ? parts.get(2) : "jar",
        parts.size() > 4 ? parts.get(3) : "",
        parts.getLast());
  }

  private static void check(Words.Word word, List<String> parts, int i) throws MagicError {
    String part = parts.get(i);
    int start = start(parts, i);
    if (part.isEmpty()) {
      int colon = Math.min(start, word.text().length() - 1);
      throw wrong(word, colon, colon + 1, "a part is empty", EXAMPLE);
    }
    boolean range = i == parts.size() - 1 && (part.startsWith("[") || part.startsWith("("));
    Matcher illegal = (range ? ILLEGAL_IN_RANGE : ILLEGAL).matcher(part);
    if (illegal.find()) {
      throw wrong(
          word,
          start + illegal.start(),
          start + illegal.end(),
          "this cannot stand in coordinates",
          EXAMPLE + " Several are separated by blanks.");
    }
  }

  private static int start(List<String> parts, int part) {
    return parts.subList(0, part).stream().mapToInt(p -> p.length() + 1).sum();
  }

  /// A mistake at a place in a word, or at the whole word if it has quotes.
  private static MagicError wrong(
      Words.Word word, int from, int to, String message, String advice) {
    boolean asTyped = word.end() - word.start() == word.text().length();
    return asTyped
        ? new MagicError(message, word.start() + from, word.start() + to, advice)
        : Words.wrong(word, message, advice);
  }

  /// `group:artifact`, with what else tells two files of one version apart.
  String key() {
    return group
        + ":"
        + artifact
        + (extension.equals("jar") && classifier.isEmpty() ? "" : ":" + extension)
        + (classifier.isEmpty() ? "" : ":" + classifier);
  }

  /// All parts, for the resolver.
  String full() {
    return String.join(":", group, artifact, extension, classifier, version);
  }

  @Override
  public String toString() {
    return key() + ":" + version;
  }
}
