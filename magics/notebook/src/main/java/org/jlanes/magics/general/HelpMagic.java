package org.jlanes.magics.general;

import java.util.List;
import org.jlanes.runtime.magic.Magic;
import org.jlanes.runtime.magic.MagicCall;
import org.jlanes.runtime.magic.MagicError;
import org.jlanes.runtime.magic.MagicResult;

/// `%help`: an overview, or the help of one magic.
public final class HelpMagic implements Magic {
  private static final String OVERVIEW =
      """
      A cell is Java 25. Statements, methods, classes and imports stay for the cells below; a last
      expression without `;` is shown. Output of threads appears under the cell that started them.

      Four lanes run a body over items, side by side. The same body, another first word:

        %%processes n : List.of(10, 20, 30) -> sums
        long total = 0;
        for (int i = 0; i < n; i++) total += (long) i * i;
        return total;

      `n` is the item, what follows `:` the items (a collection, stream, array, map, or a number n
      for 0 … n-1), `sums` becomes a list of the results. Under the cell: how long it took, and why.
      Values of the notebook can be used in the body; `lane.index()` is the item's number.

      Files in ~/.jlanes/startup (*.jsh) run before the first cell; %jvm and %javac set options.

      """;

  @Override
  public String name() {
    return "help";
  }

  @Override
  public Kind kind() {
    return Kind.LINE;
  }

  @Override
  public String summary() {
    return "an overview, or with a name the help of one magic";
  }

  @Override
  public String help() {
    return """
    %help          an overview
    %help NAME     the help of one magic, for example: %help threads
    """;
  }

  @Override
  public MagicResult run(MagicCall call) throws MagicError {
    MagicCatalog catalog = MagicCatalog.of(call);
    List<Words.Word> words = Words.of(call);
    if (words.isEmpty()) {
      CellText.print(
          call, OVERVIEW + catalog.lines(catalog.magics()) + "\n%help NAME explains one of them.");
      return MagicResult.none();
    }
    Words.Word word = words.getFirst();
    Magic magic =
        catalog
            .find(word.text())
            .orElseThrow(() ->
                Words.wrong(
                    word,
                    "there is no magic `" + word.text() + "`",
                    catalog.nearest(word.text()) + "%lsmagic lists them all."));
    CellText.print(call, magic.help());
    return MagicResult.none();
  }
}
