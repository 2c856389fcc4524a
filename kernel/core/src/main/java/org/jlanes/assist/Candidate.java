package org.jlanes.assist;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import jdk.jshell.SourceCodeAnalysis.Suggestion;

/// Something that could stand at a cursor.
///
/// @param text a name, with the parenthesis of a call or the dot behind a package
/// @param fits whether it has the type that is expected
record Candidate(String text, boolean fits) {
  private static final int MOST = 500;

  /// Those of JShell.
  static List<Candidate> of(List<Suggestion> suggestions) {
    return suggestions.stream()
        .map(one -> new Candidate(one.continuation().strip(), one.matchesType()))
        .toList();
  }

  /// The candidates that begin as typed, in order, each once.
  ///
  /// @param own names that come first where nothing is typed: there are too many others
  static List<String> texts(List<Candidate> candidates, String prefix, Set<String> own) {
    return candidates.stream()
        .filter(candidate -> candidate.text().startsWith(prefix))
        .sorted(
            Comparator.comparing((Candidate one) -> !one.fits())
                .thenComparing(one -> prefix.isEmpty() && !own.contains(name(one.text())))
                .thenComparing(Candidate::text))
        .map(Candidate::text)
        .filter(text -> !text.startsWith("$") && !text.contains("do_it$"))
        .distinct()
        .limit(MOST)
        .collect(Collectors.toCollection(ArrayList::new));
  }

  /// What candidates are called, without parentheses and dots.
  static Set<String> names(List<String> texts) {
    return texts.stream().map(Candidate::name).collect(Collectors.toSet());
  }

  /// A candidate without its parenthesis or dot.
  private static String name(String text) {
    int end = text.length();
    while (end > 0 && "().".indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    return text.substring(0, end);
  }
}
