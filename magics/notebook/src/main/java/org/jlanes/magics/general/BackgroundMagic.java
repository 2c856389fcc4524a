package org.jlanes.magics.general;

import java.util.UUID;
import org.jlanes.runtime.display.MimeBundle;
import org.jlanes.runtime.engine.BackgroundJobs;
import org.jlanes.runtime.engine.BackgroundJobs.Job;
import org.jlanes.runtime.engine.BackgroundJobs.State;
import org.jlanes.runtime.magic.Magic;
import org.jlanes.runtime.magic.MagicBody;
import org.jlanes.runtime.magic.MagicCall;
import org.jlanes.runtime.magic.MagicDraft;
import org.jlanes.runtime.magic.MagicError;
import org.jlanes.runtime.magic.MagicResult;
import org.jlanes.runtime.scope.CellOutput;

/// `%%background`: runs a cell without holding up the notebook.
public final class BackgroundMagic implements Magic {
  @Override
  public String name() {
    return "background";
  }

  @Override
  public Kind kind() {
    return Kind.CELL;
  }

  @Override
  public String summary() {
    return "run a cell without holding up the notebook";
  }

  @Override
  public String help() {
    return """
    %%background
    CELL                 Java, or a cell with a magic of its own on its first line

    The cell ends at once and the next one can run. Output, value and errors of CELL appear
    under the cell where it stands, as they come. It uses the notebook's variables, as a thread
    would: what it declares is there for other cells.

    An interrupt of the notebook leaves it alone.

      %jobs              what runs in the background
      %jobs cancel N     stop job N
      %jobs wait N       wait for job N

    A run without a screen (nbconvert, jlanes run) shows what a job prints only while a cell
    waits for it: end such a notebook with %jobs wait.

    Example:  %%background
              %%processes n : List.of(40, 41, 42) -> results
              return fib(n);
    """;
  }

  @Override
  public MagicResult run(MagicCall call) throws MagicError {
    check(call.draft());
    if (call.body().isBlank()) {
      throw Words.missing(call, "there is no cell to run", "It stands below:  %%background ⏎ CELL");
    }
    jobs(call).start(code(call), job -> show(job, call.scope().output()));
    return MagicResult.none();
  }

  @Override
  public void check(MagicDraft draft) throws MagicError {
    if (!draft.header().isBlank()) {
      throw Words.missing(
          draft,
          "%%background has nothing behind it",
          "The cell stands below:  %%background ⏎ CELL");
    }
  }

  @Override
  public MagicBody body(MagicDraft draft) {
    return new MagicBody.Cell();
  }

  /// The kernel's jobs.
  ///
  /// @throws MagicError outside the kernel
  static BackgroundJobs jobs(MagicCall call) throws MagicError {
    return call.scope()
        .service(BackgroundJobs.class)
        .orElseThrow(() ->
            Words.missing(
                call,
                "there is no background here",
                "Cells can run in the background of a notebook's kernel only."));
  }

  /// The body, at the lines where it stands in the cell, so that errors tell the right ones.
  private static String code(MagicCall call) {
    String above = call.cell().substring(0, call.bodyStart());
    return "\n".repeat((int) above.chars().filter(c -> c == '\n').count()) + call.body();
  }

  /// A line about the job, which changes when the job ends.
  private static void show(Job job, CellOutput output) {
    String id = "jlanes-job-" + UUID.randomUUID();
    output.display(
        line(
            "▷ job " + job.number() + " runs in the background",
            "%jobs shows it, %jobs cancel " + job.number() + " stops it"),
        id,
        false);
    job.ended()
        .thenAccept(state ->
            output.display(
                line(
                    (state == State.FINISHED ? "✓" : "✗")
                        + " job "
                        + job.number()
                        + " "
                        + JobsMagic.word(state)
                        + " after "
                        + TimeMagic.time(job.time().toNanos()),
                    ""),
                id,
                true));
  }

  private static MimeBundle line(String what, String how) {
    String both = how.isEmpty() ? what : what + " · " + how;
    // No text of the user's is in it.
    return MimeBundle.html("<div style=\"opacity:.75;font-size:90%\">" + both + "</div>", both);
  }
}
