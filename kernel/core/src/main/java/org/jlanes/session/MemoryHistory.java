package org.jlanes.session;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The history of this session only, in memory. For one thread.
final class MemoryHistory implements History {
  private static final int SESSION = 1;

  private final List<Entry> entries = new ArrayList<>();

  @Override
  public void record(int line, String input, String output) {
    entries.add(new Entry(SESSION, line, input, output));
  }

  @Override
  public List<Entry> tail(int n) {
    return last(entries, n);
  }

  @Override
  public List<Entry> range(int session, int start, int stop) {
    if (session != 0 && session != SESSION) {
      return List.of();
    }
    return entries.stream().filter(e -> start <= e.line() && e.line() < stop).toList();
  }

  @Override
  public List<Entry> search(String glob, int n, boolean unique) {
    Pattern pattern = pattern(glob);
    List<Entry> found =
        entries.stream()
            .filter(e -> pattern.matcher(e.input()).matches())
            .collect(Collectors.toCollection(ArrayList::new));
    if (unique) {
      Set<String> seen = new HashSet<>();
      List<Entry> once = found.reversed().stream().filter(e -> seen.add(e.input())).toList();
      found = new ArrayList<>(once.reversed());
    }
    return last(found, n);
  }

  private static Pattern pattern(String glob) {
    String regex =
        glob.codePoints()
            .mapToObj(c ->
                switch (c) {
                  case '*' -> ".*";
                  case '?' -> ".";
                  default -> Pattern.quote(Character.toString(c));
                })
            .collect(Collectors.joining());
    return Pattern.compile(regex, Pattern.DOTALL);
  }

  private static List<Entry> last(List<Entry> all, int n) {
    return List.copyOf(all.subList(Math.max(0, all.size() - Math.max(0, n)), all.size()));
  }
}
