package org.jlanes.magics.general;

import java.io.IOException;
import java.util.List;
import org.jlanes.runtime.engine.CellFailure;
import org.jlanes.runtime.magic.Magic;
import org.jlanes.runtime.magic.MagicCall;
import org.jlanes.runtime.magic.MagicDraft;
import org.jlanes.runtime.magic.MagicError;
import org.jlanes.runtime.magic.MagicResult;

/// `%%bash`: the cell as a shell script.
public final class BashMagic implements Magic {
  private static final Script BASH =
      new Script("bash", List.of(), ".sh", "Install it: sudo apt install bash");

  @Override
  public String name() {
    return "bash";
  }

  @Override
  public Kind kind() {
    return Kind.CELL;
  }

  @Override
  public String summary() {
    return "run the cell as a bash script";
  }

  @Override
  public String help() {
    return """
    %%bash [--] [ARGUMENT …]
    SCRIPT

    Runs the script with the bash on the PATH, in the kernel's working directory. Output comes
    as it is written. An exit code other than 0 fails the cell (the script's last command
    decides; `set -e` ends it at the first failure). Interrupting the cell ends the script and
    what it has started. The script has no standard input. %env sets variables for it.

    The script gets the arguments as they are; a first `--` is left out, so that
    `-- --help` passes --help on.

    Example:
      %%bash
      nproc; uname -m
    """;
  }

  @Override
  public boolean asksForHelp(MagicCall call) {
    return Script.asksForHelp(call);
  }

  @Override
  public MagicResult run(MagicCall call)
      throws MagicError, CellFailure, IOException, InterruptedException {
    return BASH.run(call);
  }

  @Override
  public void check(MagicDraft draft) throws MagicError {
    List<Words.Word> _ = Words.of(draft);
  }
}
