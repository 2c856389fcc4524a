package org.jlanes.magics.general;

import java.io.IOException;
import java.util.List;
import org.jlanes.runtime.engine.CellFailure;
import org.jlanes.runtime.magic.Magic;
import org.jlanes.runtime.magic.MagicCall;
import org.jlanes.runtime.magic.MagicDraft;
import org.jlanes.runtime.magic.MagicError;
import org.jlanes.runtime.magic.MagicResult;

/// `%%python`: the cell as a Python script, to put an original beside its Java version.
public final class PythonMagic implements Magic {
  /// Unbuffered, so that output comes as it is printed.
  private static final Script PYTHON =
      new Script("python3", List.of("-u"), ".py", "Install it: sudo apt install python3");

  @Override
  public String name() {
    return "python";
  }

  @Override
  public Kind kind() {
    return Kind.CELL;
  }

  @Override
  public String summary() {
    return "run the cell with the python3 on the PATH";
  }

  @Override
  public String help() {
    return """
    %%python [--] [ARGUMENT …]
    SCRIPT

    Runs the script in a new process of the python3 on the PATH, in the kernel's working
    directory: nothing is shared with the Java notebook or with other %%python cells. Output
    comes as it is printed. An exit code other than 0 fails the cell. Interrupting the cell
    ends the script and what it has started.

    The script gets the arguments as they are; a first `--` is left out, so that
    `-- --help` passes --help on.

    Example:
      %%python
      print(sum(i * i for i in range(100_000)))
    """;
  }

  @Override
  public boolean asksForHelp(MagicCall call) {
    return Script.asksForHelp(call);
  }

  @Override
  public MagicResult run(MagicCall call)
      throws MagicError, CellFailure, IOException, InterruptedException {
    return PYTHON.run(call);
  }

  @Override
  public void check(MagicDraft draft) throws MagicError {
    List<Words.Word> _ = Words.of(draft);
  }
}
