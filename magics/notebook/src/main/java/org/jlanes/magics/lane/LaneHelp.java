package org.jlanes.magics.lane;

import java.util.List;
import org.jlanes.magics.header.OptionSpec;

/// The help of the lane magics.
final class LaneHelp {
  private static final String BODY =
      """
      The items come from a Collection, Iterable, Iterator, Map (its entries), Stream (also an
      endless one), any array, or a number n (items 0 to n - 1). Several names take the item apart:
      a, b : Lanes.zip(xs, ys) or Lanes.grid(xs, ys). Without items the body runs once per worker.

      The body is that of a lambda: `return` gives the item's result, and so does a last expression
      without `;`. Imports at its beginning hold for it alone, methods are local to it, classes and
      records belong to the notebook. It may throw anything. `lane` is there in every body:
      lane.index(), lane.worker(), lane.workers(), lane.random(), lane.cancelled().

      `-> name` declares a List of the results, in the order of the items; `-> double[] ys` and
      `-> List<Number> xs` fix the type. Where a body returns an int here and a double there, all
      results become doubles. Without the arrow the list is the value of the cell.

      With --unordered each result is given as soon as it is there, in the order in which the items
      end: shown below the cell, or, with an arrow, added to the variable, which is there before the
      run begins. It is an Arrivals, a List of what has come; its follow() is a Stream that waits for
      the rest, for a cell that runs beside this one (%%background). It keeps what came before a
      failure. Items that fail under --keep-going are left out.

      When an item fails the others are stopped and `name` keeps its old value, unless --keep-going.
      Lanes.last() holds what was computed, also after a timeout or an interrupt. --timeout ends the run;
      --item-timeout stops one item, which fails with a TimeoutException and may have --retries.

      --cache keeps the result of each item on disk as soon as it has ended, and takes those that are
      there, from any kernel. A result is used again if the code of the body and of all notebook
      classes it reaches, the values it captures and the item are the same (and the JDK and, where the
      body uses libraries, the class path); lane.index() and lane.random() count, files, the time and
      the network do not. Failures are not kept, and what a body prints is not printed again.
      --cache-ignore names captured variables whose values do not matter, or cannot be written down.
      %cache shows and clears what is kept. --resume keeps results only until all items have one: run
      the cell again after an interrupt, a failure or the end of the kernel, and it goes on from there,
      if it had --resume before, too.

      The report below the cell: task time is how long the bodies ran, summed over the items and all
      attempts at them; speed-up is task time divided by wall time. Where more items ran at once than
      there are cores and kept them busy, task time may include waiting for a core: two numbers then, the
      first that of the CPU time, which is the true one for items that only compute.

      An option's value is a word, '…', "…", or {a Java expression}; one that starts with `-` is
      written --key=value. Options stand before the item; `--` ends them. A backslash at the end of
      a line continues the header.
      """;

  private LaneHelp() {}

  /// The complete help of a lane.
  ///
  /// @param magic the word after `%%`
  /// @param what one or more sentences about the lane
  /// @param example a cell
  static String of(String magic, String lane, String what, String example) {
    StringBuilder help = new StringBuilder();
    help.append("%%").append(magic).append(" [options] [items : source] [-> [Type] name]\n");
    help.append("BODY\n\n").append(what.strip()).append("\n\n").append(BODY).append("\nOptions\n");
    List<OptionSpec> options = LaneOptions.of(lane);
    int widest = options.stream().mapToInt(o -> o.usage().length()).max().orElse(0);
    for (OptionSpec option : options) {
      help.append("  ")
          .append(option.usage())
          .append(" ".repeat(widest - option.usage().length() + 2))
          .append(option.help())
          .append('\n');
    }
    help.append("  --help").append(" ".repeat(widest - 4)).append("this text\n");
    return help.append("\nExample\n").append(example.strip().indent(2)).toString();
  }
}
