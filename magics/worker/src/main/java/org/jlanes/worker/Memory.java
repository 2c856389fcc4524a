package org.jlanes.worker;

import java.io.IOException;
import org.jlanes.runtime.envelope.Entry;
import org.jlanes.runtime.envelope.Envelope;
import org.jlanes.runtime.envelope.FrameChannel;
import org.jlanes.runtime.envelope.KeptBlocks;
import org.jlanes.runtime.envelope.ObjectReader;
import org.jlanes.runtime.envelope.Payload;
import org.jlanes.runtime.envelope.PlainLambda;
import org.jlanes.runtime.envelope.WorkerIdentity;

/// What this worker keeps from one run to the next. Its parts are safe for any thread.
///
/// @param shipped the classes
/// @param setups the bodies that it runs before all others
/// @param own the variables with values of its own
/// @param blocks the large values
/// @param shown where the kernel can see which item runs
record Memory(
    Shipped shipped, Setups setups, OwnVariables own, KeptBlocks blocks, ShownItem shown) {
  /// Nothing yet.
  static Memory asking(ClassRequests requests, FrameChannel channel) {
    return new Memory(
        new Shipped(requests),
        new Setups(),
        new OwnVariables(),
        new KeptBlocks(),
        new ShownItem(channel));
  }

  /// Takes in what an envelope brings.
  ///
  /// @return its state, complete
  /// @throws IOException if something is missing that the kernel believes to be here
  Payload receive(int run, Envelope envelope) throws IOException {
    Payload state = blocks.complete(envelope.state());
    setups.become(envelope.setups(), blocks);
    for (Envelope.Setup setup : envelope.setups()) {
      ShippedLoader _ = shipped.loader(run, setup.classes(), envelope.jars());
    }
    return state;
  }

  /// Makes a loader's classes ready for a run. For the thread and the scope of the run.
  ///
  /// @return the run's body
  Entry begin(Payload state, ShippedLoader loader, WorkerIdentity worker)
      throws IOException, ReflectiveOperationException {
    var brought = own.bring(loader);
    setups.replay(loader, worker);
    for (OwnVariables.Brought each : brought) {
      each.restore();
    }
    Entry entry = entry(state, loader);
    entry.prepare(worker);
    return entry;
  }

  private static Entry entry(Payload state, ShippedLoader loader)
      throws IOException, ReflectiveOperationException {
    if (PlainLambda.is(state)) {
      return PlainLambda.entry(state, loader);
    }
    try (ObjectReader in = new ObjectReader(state, loader)) {
      Captured.read(in, loader);
      return (Entry) in.readObject();
    }
  }
}
