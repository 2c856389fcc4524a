package org.jlanes.magics.general;

import java.util.List;
import java.util.Map;
import org.jlanes.runtime.magic.Magic;
import org.jlanes.runtime.magic.MagicCall;
import org.jlanes.runtime.magic.MagicDraft;
import org.jlanes.runtime.magic.MagicError;
import org.jlanes.runtime.magic.MagicResult;
import org.jlanes.runtime.scope.ChildEnvironment;

/// `%env`: environment variables of the processes that the notebook starts.
public final class EnvMagic implements Magic {
  @Override
  public String name() {
    return "env";
  }

  @Override
  public Kind kind() {
    return Kind.LINE;
  }

  @Override
  public String summary() {
    return "list, show or set environment variables for scripts and workers";
  }

  @Override
  public String help() {
    return """
    %env                 list all
    %env NAME            show one
    %env NAME=VALUE      set one; quote a value with blanks

    A set value is given to the processes that are started from then on: %%bash, %%python and
    new worker processes. A JVM's own environment is a copy made when it starts: System.getenv
    in the notebook does not see the new value.

    Example:  %env OMP_NUM_THREADS=4
    """;
  }

  @Override
  public MagicResult run(MagicCall call) throws MagicError {
    List<Words.Word> words = Words.of(call);
    if (words.isEmpty()) {
      StringBuilder all = new StringBuilder();
      Map<String, String> set = ChildEnvironment.changes();
      ChildEnvironment.all()
          .forEach((name, value) ->
              all.append(name)
                  .append('=')
                  .append(value)
                  .append(set.containsKey(name) ? "   (set here)\n" : "\n"));
      CellText.print(call, all.toString());
      return MagicResult.none();
    }
    if (words.size() > 1) {
      throw Words.wrong(
          words.get(1), "too many words", "%env NAME=VALUE; a value with blanks needs quotes.");
    }
    Words.Word word = words.getFirst();
    int sign = word.text().indexOf('=');
    if (sign < 0) {
      show(call, word);
    } else {
      set(call, word, word.text().substring(0, sign), word.text().substring(sign + 1));
    }
    return MagicResult.none();
  }

  private static void show(MagicCall call, Words.Word word) throws MagicError {
    String value = ChildEnvironment.get(word.text());
    if (value == null) {
      throw Words.wrong(
          word, word.text() + " is not set", "Set it:  %env " + word.text() + "=VALUE");
    }
    CellText.print(call, word.text() + "=" + value);
  }

  private static void set(MagicCall call, Words.Word word, String name, String value)
      throws MagicError {
    try {
      ChildEnvironment.set(name, value);
    } catch (IllegalArgumentException e) {
      throw Words.wrong(word, e.getMessage(), "%env NAME=VALUE");
    }
    CellText.print(
        call,
        name
            + "="
            + value
            + "   (for scripts and new workers; System.getenv in this JVM cannot change)");
  }

  @Override
  public void check(MagicDraft draft) throws MagicError {
    List<Words.Word> _ = Words.of(draft);
  }
}
