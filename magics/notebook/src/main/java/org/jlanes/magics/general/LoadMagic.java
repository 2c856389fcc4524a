package org.jlanes.magics.general;

import java.util.Map;
import java.util.Optional;
import org.jlanes.runtime.magic.Magic;
import org.jlanes.runtime.magic.MagicCall;
import org.jlanes.runtime.magic.MagicCompletion;
import org.jlanes.runtime.magic.MagicDraft;
import org.jlanes.runtime.magic.MagicError;
import org.jlanes.runtime.magic.MagicResult;
import org.jlanes.runtime.magic.PathCandidates;

/// `%load`: the text of a file in place of the cell.
///
/// @see <a
///   href="https://jupyter-client.readthedocs.io/en/stable/messaging.html#payloads-deprecated">Payloads</a>
public final class LoadMagic implements Magic {
  @Override
  public String name() {
    return "load";
  }

  @Override
  public Kind kind() {
    return Kind.LINE;
  }

  @Override
  public String summary() {
    return "put the text of a file into this cell";
  }

  @Override
  public String help() {
    return """
    %load FILE

    Replaces this cell by the text of FILE (UTF-8), for you to look at, change and run. Nothing of
    it is run. Relative paths start at the kernel's working directory.

    Example:
      %load Primes.java
    """;
  }

  @Override
  public MagicResult run(MagicCall call) throws MagicError {
    call.scope()
        .output()
        .payload(Map.of("source", "set_next_input", "text", TextFile.read(call), "replace", true));
    return MagicResult.none();
  }

  @Override
  public void check(MagicDraft draft) throws MagicError {
    Words.Word _ = TextFile.name(draft);
  }

  @Override
  public Optional<MagicCompletion> complete(MagicDraft draft, int cursor) {
    return Optional.of(PathCandidates.ofWord(draft.cell(), draft.headerStart(), cursor, _ -> true));
  }
}
