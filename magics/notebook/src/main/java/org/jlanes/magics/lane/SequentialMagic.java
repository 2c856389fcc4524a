package org.jlanes.magics.lane;

import org.jlanes.runtime.magic.MagicCall;
import org.jlanes.runtime.magic.MagicResult;

/// `%%sequential`: the body over the items, one after the other.
public final class SequentialMagic implements LaneMagic {
  @Override
  public String name() {
    return "sequential";
  }

  @Override
  public String summary() {
    return "runs the body over the items one after the other: the baseline";
  }

  @Override
  public String help() {
    return LaneHelp.of(
        name(),
        "sequential",
        """
        Runs the body over the items, one after the other, on the cell's thread: the baseline that
        the other lanes are compared with. Change the first word to compare.
        """,
        """
        %%sequential n : List.of(100_000, 100_000, 100_000, 100_000) -> sums
        long total = 0;
        for (int i = 0; i < n; i++) total += (long) i * i;
        return total;
        """);
  }

  @Override
  public MagicResult run(MagicCall call) throws Exception {
    return new LaneCell(call, "sequential").run();
  }
}
