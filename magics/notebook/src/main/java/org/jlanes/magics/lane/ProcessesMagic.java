package org.jlanes.magics.lane;

import org.jlanes.runtime.magic.MagicCall;
import org.jlanes.runtime.magic.MagicResult;

/// `%%processes`: the body over the items in worker processes.
public final class ProcessesMagic implements LaneMagic {
  @Override
  public String name() {
    return "processes";
  }

  @Override
  public String summary() {
    return "runs the body over the items in worker processes, with a snapshot of the notebook";
  }

  @Override
  public String help() {
    return LaneHelp.of(
        name(),
        "processes",
        """
        Runs the body over the items in worker JVMs, which live across cells. The body sees the
        notebook's variables and classes as they are when the cell starts, with the values of the
        classes' static fields; what it changes stays in the worker. A final static field that
        cannot be sent (a lock, a logger, a thread pool) and one marked `transient` are made by the
        worker's own initialiser. For work that needs its own heap and garbage collector.

        Arrays that all workers are to read and write without a copy are shared before: after
        `var a = Lanes.share(new double[n]);` bodies use a.get(i) and a.set(i, x), and a.ranges(8) is a
        source of items. a.close() frees the memory.

        The workers stay for the next cells, in a pool. --pool NAME uses another one, with workers,
        --memory and --jvm of its own, which it keeps: cells that name the pool alone get them too.
        %pool shows and steers pools. No more workers are started than the machine's memory holds; the
        report says if that was so. Once a pool is used it has a spare worker, so that a worker that
        is lost costs nobody the start of another; %pool resize N gives it exactly N.

        --everywhere gives workers a state of their own: a body without items, which all workers run
        and, before anything else, each that joins the pool later. Variables and static fields that it
        assigns are the workers' own from then on: bodies in that pool see what their worker has, also
        what an earlier body left there; the notebook and other pools keep their values. Assign, for
        what a body only changes inside a variable's object is overwritten with the next snapshot. A
        body that assigns the same variables replaces the earlier one, %pool stop forgets all. Where a
        class that a worker has was redefined, or jars were added, it is run again there.

        --own keeps what a body without items assigns in the workers that ran it, as each worker's own:
        later bodies in that pool see it, and Lanes.processes(N).view() scatters, gathers, pushes, pulls
        and reduces such variables. A worker that joins later has none: a body that reads one there is
        refused, and the message says why. Values that can be serialized survive a class that changes.

        --max-items N is for bodies, or C in them, that lose memory: a worker ends after N items, of
        this cell and those before, and another one that was made ready meanwhile takes its place. No
        item is run twice for it. Static state of a worker ends with it.
        """,
        """
        %%processes n : List.of(100_000, 100_000, 100_000, 100_000) -> sums
        long total = 0;
        for (int i = 0; i < n; i++) total += (long) i * i;
        return total;
        """);
  }

  @Override
  public MagicResult run(MagicCall call) throws Exception {
    return new LaneCell(call, "processes").run();
  }
}
