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

/// `%less`: a file in the front end's pager.
///
/// @see <a
///   href="https://jupyter-client.readthedocs.io/en/stable/messaging.html#payloads-deprecated">Payloads</a>
public final class LessMagic implements Magic {
  @Override
  public String name() {
    return "less";
  }

  @Override
  public Kind kind() {
    return Kind.LINE;
  }

  @Override
  public String summary() {
    return "show a file in the front end's pager";
  }

  @Override
  public String help() {
    return """
    %less FILE

    Shows the text of FILE (UTF-8) where the front end shows long texts: in a pager, below the cell,
    in a window. What it shows is not stored in the notebook, and a run without a front end (jlanes
    run, nbconvert) does not show it. Relative paths start at the kernel's working directory.

    Example:
      %less data.csv
    """;
  }

  @Override
  public MagicResult run(MagicCall call) throws MagicError {
    call.scope()
        .output()
        .payload(
            Map.of(
                "source", "page", "data", Map.of("text/plain", TextFile.read(call)), "start", 0));
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
