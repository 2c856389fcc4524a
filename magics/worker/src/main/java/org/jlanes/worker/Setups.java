package org.jlanes.worker;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jlanes.runtime.envelope.Entry;
import org.jlanes.runtime.envelope.Envelope.Setup;
import org.jlanes.runtime.envelope.KeptBlocks;
import org.jlanes.runtime.envelope.ObjectReader;
import org.jlanes.runtime.envelope.Payload;
import org.jlanes.runtime.envelope.WorkerIdentity;

/// The bodies that this worker runs before all others (`--everywhere`). Each is run once for a
/// loader: another loader means other classes, whose static fields are as new. May be used by any
/// thread.
final class Setups {
  /// One of them.
  private static final class Kept {
    final int id;
    final int cell;
    final Payload state;
    ShippedLoader doneIn;

    Kept(int id, int cell, Payload state, ShippedLoader doneIn) {
      this.id = id;
      this.cell = cell;
      this.state = state;
      this.doneIn = doneIn;
    }
  }

  private List<Kept> all = new ArrayList<>();

  /// Keeps the body of a run that has run it here.
  synchronized void keep(int id, int cell, Payload state, ShippedLoader loader) {
    all.add(new Kept(id, cell, state, loader));
  }

  /// Keeps what the kernel names, in its order, and nothing else.
  ///
  /// @param blocks what the worker keeps of the kernel's large values
  /// @throws IOException if one is missing that the kernel believes to be here
  synchronized void become(List<Setup> wanted, KeptBlocks blocks) throws IOException {
    List<Kept> next = new ArrayList<>();
    for (Setup setup : wanted) {
      Kept kept = all.stream().filter(k -> k.id == setup.id()).findFirst().orElse(null);
      if (kept == null) {
        if (setup.state() == null) {
          throw new IOException("setup " + setup.id() + " was announced but never sent");
        }
        kept = new Kept(setup.id(), setup.cell(), blocks.complete(setup.state()), null);
      } else if (setup.state() != null) {
        // The kernel did not know whether it is here.
        setup.state().release();
      }
      next.add(kept);
    }
    all.removeAll(next);
    all.forEach(kept -> kept.state.release());
    all = next;
  }

  /// Runs those that have not been run with a loader. For the thread and the scope of a run.
  ///
  /// @throws IllegalStateException if one fails; it is tried again before the next run
  void replay(ShippedLoader loader, WorkerIdentity worker) {
    List<Kept> now;
    synchronized (this) {
      now = List.copyOf(all);
    }
    for (Kept kept : now) {
      if (!loader.equals(kept.doneIn)) {
        run(kept, loader, worker);
        kept.doneIn = loader;
      }
    }
  }

  private static void run(Kept kept, ShippedLoader loader, WorkerIdentity worker) {
    Callable<Entry> body =
        () -> {
          try (ObjectReader in = new ObjectReader(kept.state, loader)) {
            Captured.read(in, loader);
            Entry entry = (Entry) in.readObject();
            entry.prepare(worker);
            return entry;
          }
        };
    try {
      Object _ = body.call().run(worker.number(), worker.number(), worker);
    } catch (Throwable t) {
      throw new IllegalStateException(
          "the --everywhere body"
              + (kept.cell == 0 ? "" : " of cell " + kept.cell)
              + ", which each worker of this pool runs first, failed in one that joined later: "
              + t,
          t);
    }
  }
}
