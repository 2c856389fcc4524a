package org.jlanes.magics.lane;

import org.jlanes.runtime.magic.MagicCall;
import org.jlanes.runtime.magic.MagicResult;

/// `%%threads`: the body over the items on a pool of platform threads.
public final class ThreadsMagic implements LaneMagic {
  @Override
  public String name() {
    return "threads";
  }

  @Override
  public String summary() {
    return "runs the body over the items on platform threads, one per core";
  }

  @Override
  public String help() {
    return LaneHelp.of(
        name(),
        "threads",
        """
        Runs the body over the items on a pool of platform threads, one per core: for work that
        keeps the cores busy and shares the notebook's heap.
        """,
        """
        %%threads n : List.of(100_000, 100_000, 100_000, 100_000) -> sums
        long total = 0;
        for (int i = 0; i < n; i++) total += (long) i * i;
        return total;
        """);
  }

  @Override
  public MagicResult run(MagicCall call) throws Exception {
    return new LaneCell(call, "threads").run();
  }
}
