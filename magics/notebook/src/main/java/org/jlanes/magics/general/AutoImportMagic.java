package org.jlanes.magics.general;

import java.util.List;
import java.util.Optional;
import org.jlanes.runtime.magic.Magic;
import org.jlanes.runtime.magic.MagicCall;
import org.jlanes.runtime.magic.MagicCompletion;
import org.jlanes.runtime.magic.MagicCompletion.Candidate;
import org.jlanes.runtime.magic.MagicDraft;
import org.jlanes.runtime.magic.MagicError;
import org.jlanes.runtime.magic.MagicResult;

/// `%autoimport`: whether types that a cell lacks are imported.
public final class AutoImportMagic implements Magic {
  @Override
  public String name() {
    return "autoimport";
  }

  @Override
  public Kind kind() {
    return Kind.LINE;
  }

  @Override
  public String summary() {
    return "import the types that cells use, where it is plain which are meant";
  }

  @Override
  public String help() {
    return """
    %autoimport on       import what cells lack from now on
    %autoimport off      only offer the imports (as at the start)
    %autoimport          say whether it is on

    A type that a cell uses and that is neither declared nor imported is looked for in the JDK and
    in the notebook's jars. If only one is meant, it is imported as if you had written the import
    before that line, and the cell says so. Java's own packages and your jars come before javax,
    these before the rest of the JDK, types that stand alone before nested ones; deprecated ones are
    left out. Where several are equally likely the cell fails and offers them.

    Only code that the compiler has refused is run again, so nothing runs twice. Static members are
    not imported.

    Example:
      %autoimport on
      Connection c = DriverManager.getConnection("jdbc:h2:mem:");
    """;
  }

  @Override
  public MagicResult run(MagicCall call) throws MagicError {
    Optional<Boolean> wanted = wanted(Words.of(call));
    wanted.ifPresent(call.engine()::importMissingTypes);
    if (wanted.isEmpty()) {
      CellText.print(
          call, "%autoimport is " + (call.engine().importsMissingTypes() ? "on" : "off"));
    }
    return MagicResult.none();
  }

  private static Optional<Boolean> wanted(List<Words.Word> words) throws MagicError {
    if (words.isEmpty()) {
      return Optional.empty();
    }
    if (words.size() > 1) {
      throw Words.wrong(words.get(1), "too many words", "%autoimport on, or %autoimport off.");
    }
    return switch (words.getFirst().text()) {
      case "on" -> Optional.of(true);
      case "off" -> Optional.of(false);
      default ->
          throw Words.wrong(
              words.getFirst(),
              "this is neither on nor off",
              "%autoimport on, or %autoimport off.");
    };
  }

  @Override
  public void check(MagicDraft draft) throws MagicError {
    Optional<Boolean> _ = wanted(Words.of(draft));
  }

  @Override
  public Optional<MagicCompletion> complete(MagicDraft draft, int cursor) {
    LastWord word = LastWord.of(draft, cursor);
    return Optional.of(
        word.among(
            word.before().isEmpty()
                ? List.of(new Candidate("on", "option", ""), new Candidate("off", "option", ""))
                : List.of()));
  }
}
