package org.jlanes.magics.lane;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jlanes.lanes.Lanes;
import org.jlanes.lanes.WorkerPools;
import org.jlanes.lanes.run.RunOptions;
import org.jlanes.magics.general.LastWord;
import org.jlanes.magics.general.Words;
import org.jlanes.runtime.magic.Magic;
import org.jlanes.runtime.magic.MagicCall;
import org.jlanes.runtime.magic.MagicCompletion;
import org.jlanes.runtime.magic.MagicCompletion.Candidate;
import org.jlanes.runtime.magic.MagicDraft;
import org.jlanes.runtime.magic.MagicError;
import org.jlanes.runtime.magic.MagicResult;

/// `%pool`: shows and steers the pools of worker processes.
public final class PoolMagic implements Magic {
  private static final String FORMS =
      "%pool, %pool stop [NAME] [--now], %pool restart [NAME] [--now], %pool resize N [NAME]";
  private static final String DEFAULT = "default";
  private static final List<Candidate> VERBS =
      List.of(
          new Candidate("stop", "keyword", "end the workers of a pool"),
          new Candidate("restart", "keyword", "end them and start as many"),
          new Candidate("resize", "keyword", "N [NAME]: give a pool N workers"));

  @Override
  public String name() {
    return "pool";
  }

  @Override
  public Kind kind() {
    return Kind.LINE;
  }

  @Override
  public String summary() {
    return "show, stop, restart or resize the pools of worker processes";
  }

  @Override
  public String help() {
    return """
    %pool                        show the worker processes, what they do and the memory they have
    %pool stop [NAME]            end the workers of a pool; of all pools without a name
    %pool restart [NAME]         end them and start as many, with the same options
    %pool resize N [NAME]        give a pool (`default` without a name) N workers, at once; lane
                                 cells that say no --workers use N from then on

      --now                      also while a cell uses the pool: its run fails, what it has
                                 computed is in Lanes.last(). Without it such a pool is left alone

    `--pool NAME` of %%processes names a pool; without it the lane uses `default`. Each pool has its
    own workers, --memory and --jvm. A pool keeps the options that it was given last; when they
    change, its workers are replaced. Without a name, other options make a pool of their own:
    default-2. Cells that run side by side never share a worker: each takes those that are idle,
    starts what it lacks, and leaves all of them to the next. Half a second after a pool was used a
    spare is started, some 50 MB, which takes the place of a worker that is lost; a pool that was
    resized has none. `memory` is what a worker has in RAM (Linux). In Java: Lanes.pools().

    Example:  %pool resize 4 big
    """;
  }

  @Override
  public MagicResult run(MagicCall call) throws MagicError {
    Order order = Order.of(call.draft());
    WorkerPools pools = Lanes.pools();
    try {
      switch (order.verb) {
        case "" -> {}
        case "resize" -> pools.resize(order.poolOr(DEFAULT), order.number);
        default -> {
          List<String> names =
              order.pool == null
                  ? pools.list().stream().map(WorkerPools.Pool::name).toList()
                  : List.of(order.pool.text());
          for (String name : names) {
            if (order.verb.equals("stop")) {
              pools.stop(name, order.now);
            } else {
              pools.restart(name, order.now);
            }
          }
        }
      }
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw order.pool == null
          ? Words.missing(call, e.getMessage(), "")
          : Words.wrong(order.pool, e.getMessage(), "");
    }
    call.scope().output().display(pools.toMimeBundle(), null, false);
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
      all.addAll(VERBS);
    } else {
      for (WorkerPools.Pool pool : Lanes.pools().list()) {
        all.add(new Candidate(pool.name(), "pool", pool.workers().size() + " workers"));
      }
      if (!word.before().getFirst().equals("resize")) {
        all.add(new Candidate("--now", "option", "also while a cell uses the pool"));
      }
    }
    return Optional.of(word.among(all));
  }

  @Override
  public OptionalInt javaInHeader(MagicDraft draft, int cursor) {
    return OptionalInt.empty();
  }

  /// What the words after `%pool` ask for.
  ///
  /// @param pool the pool's name where it is given, else null
  private record Order(String verb, int number, Words.Word pool, boolean now) {
    static Order of(MagicDraft draft) throws MagicError {
      List<Words.Word> words = new ArrayList<>(Words.of(draft));
      boolean now = words.removeIf(word -> word.text().equals("--now"));
      if (words.isEmpty()) {
        if (now) {
          throw Words.missing(draft, "what is to be done now?", FORMS);
        }
        return new Order("", 0, null, false);
      }
      Words.Word verb = words.removeFirst();
      int number = 0;
      switch (verb.text()) {
        case "stop", "restart" -> {}
        case "resize" -> {
          if (now) {
            throw Words.wrong(verb, "%pool resize knows no --now", FORMS);
          }
          if (words.isEmpty()) {
            throw Words.missing(draft, "how many workers?", FORMS);
          }
          number = number(words.removeFirst());
        }
        default -> throw Words.wrong(verb, "%pool does not know this word", FORMS);
      }
      if (words.size() > 1) {
        throw Words.wrong(words.get(1), "too many words", FORMS);
      }
      return new Order(verb.text(), number, words.isEmpty() ? null : words.getFirst(), now);
    }

    private static int number(Words.Word word) throws MagicError {
      try {
        int number = Integer.parseInt(word.text());
        if (number >= 1 && number <= RunOptions.MOST_WORKERS) {
          return number;
        }
      } catch (NumberFormatException e) {
        // the same answer as for a number out of bounds
      }
      throw Words.wrong(
          word,
          "the number of workers is a whole number from 1 to " + RunOptions.MOST_WORKERS,
          FORMS);
    }

    String poolOr(String other) {
      return pool == null ? other : pool.text();
    }
  }
}
