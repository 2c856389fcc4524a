package org.jlanes.lanes.nativecode;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The branches of `#if` in C source. Which of them count only the compiler knows, for it knows all
/// macros: so a mark is put into each, and those that are left when its preprocessor has run stand
/// in the branches that count.
///
/// @param source the source
/// @param starts where the branches begin, in order
record Branches(String source, List<Integer> starts) {
  private static final String MARK = "jlanes_branch_";
  private static final Pattern MARKS = Pattern.compile(MARK + "(\\d+)");

  /// The branches of a source.
  static Branches of(String source) {
    return new Branches(source, CLexer.lex(source).branches());
  }

  /// Whether there are none.
  boolean isEmpty() {
    return starts.isEmpty();
  }

  /// The source with the marks.
  String marked() {
    StringBuilder marked = new StringBuilder(source);
    for (int i = starts.size() - 1; i >= 0; i--) {
      marked.insert(starts.get(i), "\n" + MARK + i + "\n");
    }
    return marked.toString();
  }

  /// The source with blanks where branches do not count, so that all else keeps its place.
  ///
  /// @param preprocessed what the preprocessor has made of [#marked]
  String counting(String preprocessed) {
    Set<String> left =
        MARKS
            .matcher(preprocessed)
            .results()
            .map(mark -> mark.group(1))
            .collect(Collectors.toSet());
    StringBuilder counting = new StringBuilder(source);
    for (int i = 0; i < starts.size(); i++) {
      if (!left.contains(Integer.toString(i))) {
        int end = i + 1 < starts.size() ? starts.get(i + 1) : source.length();
        String blank = source.substring(starts.get(i), end).replaceAll("[^\r\n]", " ");
        counting.replace(starts.get(i), end, blank);
      }
    }
    return counting.toString();
  }
}
