package org.jlanes.engine.names;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;

/// Which names somebody may have meant who has written one that does not exist.
public final class Similar {
  /// So many names at most are worth reading.
  public static final int MOST = 4;

  private Similar() {}

  /// The names nearest to a word: those that differ in upper and lower case only, or else those
  /// that the fewest changes of a letter lead to. A change inserts, removes or replaces a letter,
  /// or swaps two neighbours; a short word allows for fewer of them. None if too many are equally
  /// near.
  public static List<String> to(String word, Collection<String> known) {
    List<String> otherCase = new ArrayList<>();
    LinkedHashSet<String> nearest = new LinkedHashSet<>();
    int limit = changes(word);
    for (String name : known) {
      if (name.equalsIgnoreCase(word)) {
        if (!otherCase.contains(name) && !name.equals(word)) {
          otherCase.add(name);
        }
        continue;
      }
      int distance = otherCase.isEmpty() ? distance(word, name, limit) : limit + 1;
      if (distance > limit || word.length() <= 4 && !isNear(word, name)) {
        continue;
      }
      if (distance < limit) {
        limit = distance;
        nearest.clear();
      }
      nearest.add(name);
    }
    List<String> found = otherCase.isEmpty() ? List.copyOf(nearest) : otherCase;
    return found.size() > MOST ? List.of() : found;
  }

  /// How many changes a word may be away from what was meant. Words of one or two letters are never
  /// misspelt.
  private static int changes(String word) {
    int length = word.length();
    return length < 3 ? 0 : length < 6 ? 1 : length < 10 ? 2 : 3;
  }

  /// Among short words many differ in one letter; typing errors mostly keep the first and the
  /// length, or swap letters.
  private static boolean isNear(String word, String name) {
    return Character.toLowerCase(word.charAt(0)) == Character.toLowerCase(name.charAt(0))
        || word.chars().sorted().boxed().toList().equals(name.chars().sorted().boxed().toList());
  }

  /// The number of changes that turn one word into the other; `limit + 1` for all that are more.
  static int distance(String a, String b, int limit) {
    if (Math.abs(a.length() - b.length()) > limit) {
      return limit + 1;
    }
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] now = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      now[0] = i;
      int least = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        now[j] = Math.min(replaced, 1 + Math.min(last[j], now[j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          now[j] = Math.min(now[j], beforeLast[j - 2] + 1);
        }
        least = Math.min(least, now[j]);
      }
      if (least > limit) {
        return limit + 1;
      }
      int[] free = beforeLast;
      beforeLast = last;
      last = now;
      now = free;
    }
    return Math.min(last[b.length()], limit + 1);
  }
}
