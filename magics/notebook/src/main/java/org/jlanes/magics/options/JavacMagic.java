package org.jlanes.magics.options;

import java.util.ArrayList;
import java.util.List;
import org.jlanes.magics.general.CellText;
import org.jlanes.magics.general.Words;
import org.jlanes.runtime.engine.CellFailure;
import org.jlanes.runtime.engine.NotebookEngine;
import org.jlanes.runtime.magic.Magic;
import org.jlanes.runtime.magic.MagicCall;
import org.jlanes.runtime.magic.MagicDraft;
import org.jlanes.runtime.magic.MagicError;
import org.jlanes.runtime.magic.MagicResult;

/// `%javac`: shows and sets the options with which cells are compiled.
public final class JavacMagic implements Magic {
  private static final String RESET = "reset";

  @Override
  public String name() {
    return "javac";
  }

  @Override
  public Kind kind() {
    return Kind.LINE;
  }

  @Override
  public String summary() {
    return "show and set the options of the compiler";
  }

  @Override
  public String help() {
    return """
    %javac              show the options that cells are compiled with, besides the notebook's own
    %javac OPTION…      compile what comes with these as well, at once and until the kernel ends
    %javac reset        without all of them

    -Xlint:all (or -Xlint:rawtypes, …) shows the compiler's warnings under the cell.
    --add-exports M/P=ALL-UNNAMED holds for the running JVM and for new workers, too.
    --enable-preview and --add-modules M need a JVM that was started with them; where it was not,
    %javac says what to do. The compiler takes them over from the JVM by itself.
    For every start: put it into a startup file (~/.jlanes/startup/10-options.jsh), or
    jlanes install --javac-option=OPTION.

    Example:  %javac -Xlint:all,-serial
    """;
  }

  @Override
  public MagicResult run(MagicCall call) throws MagicError, CellFailure {
    NotebookEngine engine = call.engine();
    List<Words.Word> words = Words.of(call);
    if (words.isEmpty()) {
      show(call);
      return MagicResult.none();
    }
    if (words.getFirst().text().equals(RESET)) {
      if (words.size() > 1) {
        throw Words.wrong(words.get(1), "too many words", "%javac reset");
      }
      engine.compileWith(List.of());
      show(call);
      return MagicResult.none();
    }
    List<String> options = new ArrayList<>(engine.compilerOptions());
    for (Words.Word option : OptionWords.of(call.draft())) {
      // Later ones win.
      options.remove(option.text());
      options.add(option.text());
    }
    engine.compileWith(options);
    show(call);
    return MagicResult.none();
  }

  private static void show(MagicCall call) {
    List<String> options = call.engine().compilerOptions();
    CellText.print(
        call,
        options.isEmpty()
            ? "Cells are compiled without options of their own."
            : "Cells are compiled with " + String.join(" ", options));
  }

  @Override
  public void check(MagicDraft draft) throws MagicError {
    List<Words.Word> words = Words.of(draft);
    if (words.isEmpty() || !words.getFirst().text().equals(RESET)) {
      var unused = OptionWords.of(draft);
    }
  }
}
