package org.jlanes.magics.lane;

import org.jlanes.lanes.Arrivals;
import org.jlanes.lanes.Outcome;
import org.jlanes.lanes.run.Outlet;
import org.jlanes.lanes.run.RunOptions;
import org.jlanes.magics.header.GivenOption;
import org.jlanes.magics.header.Target;
import org.jlanes.runtime.display.Display;
import org.jlanes.runtime.engine.CellFailure;
import org.jlanes.runtime.engine.NotebookEngine;
import org.jlanes.runtime.magic.MagicError;

/// Gives the results of a cell with `--unordered` out as they come: into the variable behind the
/// arrow, which is there before the run begins, or else below the cell. Owned by the cell's thread.
///
/// @param arrivals gets all of them
/// @param results their form
/// @param shown whether they are shown, too
record Arriving(Arrivals<Object> arrivals, Results results, boolean shown)
    implements Outlet<Object> {
  /// More would bury the cell.
  private static final int SHOWN = 100;

  /// Prepares for results, and declares the variable for them.
  ///
  /// @param option `--unordered` in the header
  /// @param target the variable, or null
  /// @throws MagicError if this cell cannot give its results one by one
  static Arriving begin(
      GivenOption option,
      RunOptions options,
      CompiledBody body,
      Results results,
      Target target,
      NotebookEngine engine)
      throws MagicError, CellFailure {
    if (!body.hasValue()) {
      throw refusal(option, "the body has no value that could be given", "leave --unordered out");
    }
    if (options.repeat() > 1) {
      throw refusal(
          option, "each result would come once for every repetition", "leave --repeat out");
    }
    if (results.component() != null) {
      throw new MagicError(
          "an array cannot grow while results come",
          target.type().start(),
          target.type().end(),
          "write -> List<…> " + target.name() + ", or leave --unordered out");
    }
    Arriving arriving = new Arriving(new Arrivals<>(), results, target == null);
    if (target != null) {
      engine.declare(target.name(), results.growing(), arriving.arrivals);
    }
    return arriving;
  }

  private static MagicError refusal(GivenOption option, String what, String hint) {
    return new MagicError(what, option.span().start(), option.span().end(), hint);
  }

  @Override
  public void arrived(Outcome<Object> outcome) {
    if (!outcome.succeeded()) {
      return;
    }
    Object result = results.element(outcome.value());
    arrivals.arrived(result);
    int n = arrivals.size();
    if (shown && n <= SHOWN) {
      Display.Handle _ = Display.show(result);
    } else if (shown && n == SHOWN + 1) {
      Display.Handle _ =
          Display.markdown("… the first " + SHOWN + " results are shown; the value has all.");
    }
  }
}
