package org.jlanes.runtime.magic;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// What somebody may have meant who wrote an unknown word.
public final class Nearest {
  private Nearest() {}

  /// The known words that differ from `word` in few letters, nearest first; swapped neighbours
  /// count once, and a word of which the given one is the beginning is near.
  public static List<String> to(String word, Collection<String> known) {
    int limit = Math.max(1, (word.length() + 1) / 3);
    return known.stream()
        .filter(k -> distance(word, k) <= limit || (word.length() > 1 && k.startsWith(word)))
        .sorted(
            Comparator.comparingInt((String k) -> distance(word, k))
                .thenComparing(Comparator.naturalOrder()))
        .limit(3)
        .toList();
  }

  /// Insertions, deletions, replacements and swaps of neighbours that turn one word into the other.
  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
        } else {
          int replace = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
          d[i][j] = Math.min(replace, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
          if (i > 1
              && j > 1
              && a.charAt(i - 1) == b.charAt(j - 2)
              && a.charAt(i - 2) == b.charAt(j - 1)) {
            d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
          }
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
