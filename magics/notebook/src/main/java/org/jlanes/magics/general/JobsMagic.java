package org.jlanes.magics.general;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import org.jlanes.runtime.engine.BackgroundJobs.Job;
import org.jlanes.runtime.engine.BackgroundJobs.State;
import org.jlanes.runtime.magic.Magic;
import org.jlanes.runtime.magic.MagicCall;
import org.jlanes.runtime.magic.MagicError;
import org.jlanes.runtime.magic.MagicResult;
import org.jlanes.runtime.system.Locales;

/// `%jobs`: lists, stops and awaits the cells that run in the background.
public final class JobsMagic implements Magic {
  private static final String FORMS = "%jobs, %jobs cancel N, %jobs cancel all, %jobs wait [N]";
  private static final int CODE_WIDTH = 60;

  @Override
  public String name() {
    return "jobs";
  }

  @Override
  public Kind kind() {
    return Kind.LINE;
  }

  @Override
  public String summary() {
    return "list, stop or await the cells that run in the background";
  }

  @Override
  public String help() {
    return """
    %jobs                list the jobs that %%background has started
    %jobs cancel N       stop job N, as an interrupt stops a cell; again to insist
    %jobs cancel all     stop all that run
    %jobs wait N         wait until job N has ended
    %jobs wait           wait for all; an interrupt ends the wait, not the jobs

    Example:  %jobs cancel 1
    """;
  }

  @Override
  public MagicResult run(MagicCall call) throws MagicError, InterruptedException {
    List<Job> all = BackgroundMagic.jobs(call).all();
    List<Words.Word> words = Words.of(call);
    String verb = words.isEmpty() ? "" : words.getFirst().text();
    if (words.size() > 2) {
      throw Words.wrong(words.get(2), "too many words", FORMS);
    }
    switch (verb) {
      case "" -> CellText.print(call, all.isEmpty() ? "no jobs" : table(all));
      case "cancel" -> cancel(call, words, all);
      case "wait" -> {
        List<Job> wanted = words.size() > 1 ? List.of(job(words.get(1), all)) : running(all);
        for (Job job : wanted) {
          await(job);
        }
        CellText.print(call, wanted.isEmpty() ? "no job is running" : table(wanted));
      }
      default -> throw Words.wrong(words.getFirst(), "%jobs does not know this word", FORMS);
    }
    return MagicResult.none();
  }

  private static void cancel(MagicCall call, List<Words.Word> words, List<Job> all)
      throws MagicError {
    if (words.size() < 2) {
      throw Words.missing(call, "which job?", FORMS);
    }
    Words.Word which = words.get(1);
    List<Job> wanted = which.text().equals("all") ? running(all) : List.of(job(which, all));
    for (Job job : wanted) {
      boolean was = job.state() == State.RUNNING;
      job.cancel();
      CellText.print(
          call, "job " + job.number() + (was ? " is being stopped" : " had " + word(job.state())));
    }
  }

  private static List<Job> running(List<Job> all) {
    return all.stream().filter(job -> job.state() == State.RUNNING).toList();
  }

  private static Job job(Words.Word word, List<Job> all) throws MagicError {
    for (Job job : all) {
      if (Integer.toString(job.number()).equals(word.text())) {
        return job;
      }
    }
    throw Words.wrong(
        word,
        "there is no job " + word.text(),
        all.isEmpty()
            ? "%%background starts one."
            : "The jobs: "
                + String.join(
                    ", ", all.stream().map(job -> Integer.toString(job.number())).toList()));
  }

  private static void await(Job job) throws InterruptedException {
    try {
      job.ended().toCompletableFuture().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a job's end does not fail", e);
    }
  }

  private static String table(List<Job> jobs) {
    StringBuilder table = new StringBuilder("job   cell  state      time      code\n");
    for (Job job : jobs) {
      table.append(
          String.format(
              Locales.NONE,
              "%-5d %-5s %-10s %-9s %s%n",
              job.number(),
              job.cell() == 0 ? "-" : Integer.toString(job.cell()),
              word(job.state()),
              TimeMagic.time(job.time().toNanos()),
              firstLine(job.code())));
    }
    return table.toString();
  }

  private static String firstLine(String code) {
    String line = code.strip().lines().findFirst().orElse("");
    return line.codePointCount(0, line.length()) <= CODE_WIDTH
        ? line
        : line.substring(0, line.offsetByCodePoints(0, CODE_WIDTH)) + "…";
  }

  /// A state in a word.
  static String word(State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
