package org.jlanes.magics.general;

import java.util.List;
import org.jlanes.runtime.engine.Subshells;
import org.jlanes.runtime.magic.Magic;
import org.jlanes.runtime.magic.MagicCall;
import org.jlanes.runtime.magic.MagicError;
import org.jlanes.runtime.magic.MagicResult;

/// `%subshell`: says in which subshell a cell runs.
public final class SubshellMagic implements Magic {
  @Override
  public String name() {
    return "subshell";
  }

  @Override
  public Kind kind() {
    return Kind.LINE;
  }

  @Override
  public String summary() {
    return "say in which subshell this cell runs, and which there are";
  }

  @Override
  public String help() {
    return """
    %subshell

    Prints the id of the subshell that runs this cell, its thread, the kernel's process id and
    the ids of all subshells. Front ends open subshells to have something done while a cell
    runs; a notebook's cells run in the main shell. To run a cell of your own beside others
    use %%background.
    """;
  }

  @Override
  public MagicResult run(MagicCall call) throws MagicError {
    if (!call.header().isBlank()) {
      throw Words.missing(call, "%subshell has nothing behind it", "Write %subshell.");
    }
    Subshells subshells =
        call.scope()
            .service(Subshells.class)
            .orElseThrow(() ->
                Words.missing(call, "there are no subshells here", "Only the kernel has them."));
    List<String> all = subshells.all();
    CellText.print(
        call,
        "subshell id: "
            + subshells.current().orElse("none (the main shell)")
            + "\nthread: "
            + Thread.currentThread().getName()
            + " ("
            + Thread.currentThread().threadId()
            + ")\nprocess id: "
            + ProcessHandle.current().pid()
            + "\nsubshells: "
            + (all.isEmpty() ? "none" : String.join(", ", all)));
    return MagicResult.none();
  }
}
