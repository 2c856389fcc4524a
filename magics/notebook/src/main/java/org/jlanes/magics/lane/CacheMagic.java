package org.jlanes.magics.lane;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jlanes.lanes.Lanes;
import org.jlanes.lanes.ResultCache;
import org.jlanes.lanes.report.CacheReport;
import org.jlanes.magics.general.CellText;
import org.jlanes.magics.general.LastWord;
import org.jlanes.magics.general.Words;
import org.jlanes.runtime.magic.Magic;
import org.jlanes.runtime.magic.MagicCall;
import org.jlanes.runtime.magic.MagicCompletion;
import org.jlanes.runtime.magic.MagicCompletion.Candidate;
import org.jlanes.runtime.magic.MagicDraft;
import org.jlanes.runtime.magic.MagicError;
import org.jlanes.runtime.magic.MagicResult;

/// `%cache`: shows and clears the results that lane cells have kept on disk.
public final class CacheMagic implements Magic {
  private static final String FORMS =
      "%cache [--cache-dir PATH], %cache clear [--older 7d] [--cache-dir PATH] [NAME]";
  private static final String DIR = "--cache-dir";
  private static final String OLDER = "--older";
  private static final Pattern AGE = Pattern.compile("([0-9]{1,9})(s|m|min|h|d|w)");

  @Override
  public String name() {
    return "cache";
  }

  @Override
  public Kind kind() {
    return Kind.LINE;
  }

  @Override
  public String summary() {
    return "show or clear the results that --cache and --resume have kept on disk";
  }

  @Override
  public String help() {
    return """
    %cache                           show what is kept, what it takes and how often it was of use
    %cache clear [NAME]              remove the results of that name, or all

      --older 7d                     only those that were not used for so long: 90s, 30m, 12h, 7d, 2w
      --cache-dir PATH               of another folder than the user's

    A name is that of the variable with which the cell ends (`-> ys`), or the first digits of the
    column `body`. Results are in $XDG_CACHE_HOME/jlanes/results, by default below ~/.cache (macOS:
    ~/Library/Caches); JLANES_CACHE names another folder. They take at most 5 GiB, or JLANES_CACHE_SIZE
    (500m, 20g); what was not used for longest goes first. Any of it may be deleted at any time.
    In Java: Lanes.cache().

    Example:  %cache clear --older 30d
    """;
  }

  @Override
  public MagicResult run(MagicCall call) throws MagicError {
    Order order = Order.of(call.draft());
    ResultCache cache;
    try {
      cache = order.folder == null ? Lanes.cache() : Lanes.cache(order.folder);
    } catch (IllegalArgumentException e) {
      throw Words.missing(call, e.getMessage(), "");
    }
    if (!order.clear) {
      call.scope().output().display(cache.toMimeBundle(), null, false);
      return MagicResult.none();
    }
    try {
      ResultCache.Cleared cleared =
          cache.clear(order.name == null ? null : order.name.text(), order.age);
      CellText.print(
          call,
          "removed "
              + cleared.results()
              + (cleared.results() == 1 ? " result, " : " results, ")
              + CacheReport.size(cleared.bytes())
              + "\n");
    } catch (IllegalArgumentException e) {
      throw Words.wrong(order.name, e.getMessage(), "%cache shows what there is");
    } catch (IOException e) {
      throw Words.missing(call, "not all could be removed: " + e.getMessage(), "");
    }
    return MagicResult.none();
  }

  @Override
  public void check(MagicDraft draft) throws MagicError {
    Order _ = Order.of(draft);
  }

  @Override
  public Optional<MagicCompletion> complete(MagicDraft draft, int cursor) {
    LastWord word = LastWord.of(draft, cursor);
    List<Candidate> all = new ArrayList<>();
    if (word.before().isEmpty()) {
      all.add(new Candidate("clear", "keyword", "remove results"));
    } else {
      Lanes.cache()
          .list()
          .forEach(b -> all.add(new Candidate(b.name(), "results", b.results() + " results")));
      all.add(new Candidate(OLDER, "option", "only what was not used for so long: 7d"));
    }
    all.add(new Candidate(DIR, "option", "another folder than the user's"));
    return Optional.of(word.among(all));
  }

  @Override
  public OptionalInt javaInHeader(MagicDraft draft, int cursor) {
    return OptionalInt.empty();
  }

  /// What the words after `%cache` ask for.
  ///
  /// @param name of what is to be cleared; null for all
  /// @param folder null for the user's
  private record Order(boolean clear, Duration age, Words.Word name, String folder) {
    static Order of(MagicDraft draft) throws MagicError {
      List<Words.Word> words = new ArrayList<>(Words.of(draft));
      Words.Word folder = value(words, DIR);
      Words.Word age = value(words, OLDER);
      String path = folder == null ? null : folder.text();
      if (words.isEmpty()) {
        if (age != null) {
          throw Words.wrong(age, "--older is for %cache clear", FORMS);
        }
        return new Order(false, Duration.ZERO, null, path);
      }
      Words.Word verb = words.removeFirst();
      if (!verb.text().equals("clear")) {
        throw Words.wrong(verb, "%cache does not know this word", FORMS);
      }
      if (words.size() > 1) {
        throw Words.wrong(words.get(1), "too many words", FORMS);
      }
      Words.Word name = words.isEmpty() ? null : words.getFirst();
      if (name != null && name.text().startsWith("-")) {
        throw Words.wrong(name, "%cache clear does not know this option", FORMS);
      }
      return new Order(true, age == null ? Duration.ZERO : age(age), name, path);
    }

    /// Takes an option and its value out of the words.
    private static Words.Word value(List<Words.Word> words, String option) throws MagicError {
      for (int i = 0; i < words.size(); i++) {
        Words.Word word = words.get(i);
        if (word.text().equals(option)) {
          if (i + 1 == words.size()) {
            throw Words.wrong(word, option + " needs a value", FORMS);
          }
          words.remove(i);
          return words.remove(i);
        }
        if (word.text().startsWith(option + "=")) {
          words.remove(i);
          return new Words.Word(
              word.text().substring(option.length() + 1), word.start(), word.end());
        }
      }
      return null;
    }

    private static Duration age(Words.Word word) throws MagicError {
      Matcher matcher = AGE.matcher(word.text());
      if (!matcher.matches()) {
        throw Words.wrong(
            word, "--older takes a time with its unit; `" + word.text() + "` is not", "write 7d");
      }
      long n = Long.parseLong(matcher.group(1));
      return switch (matcher.group(2)) {
        case "s" -> Duration.ofSeconds(n);
        case "h" -> Duration.ofHours(n);
        case "d" -> Duration.ofDays(n);
        case "w" -> Duration.ofDays(7 * n);
        default -> Duration.ofMinutes(n);
      };
    }
  }
}
