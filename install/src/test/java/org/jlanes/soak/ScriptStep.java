package org.jlanes.soak;

import java.util.Map;

/// Runs the cells that one language has and others have not.
///
/// @param name what they do, for the table
/// @param lots how often it is taken, as in [Mixture]
record ScriptStep(String name, int lots, Script.Maker maker) implements Step {
  @Override
  public void take(Peer peer) throws InterruptedException, KernelStuckException {
    Printed lines = peer.lines();
    Script script = maker.make(lines.token(), peer.random());
    lines.expect(script.lines());
    Call call = peer.submit(script.code());
    if (script.outlives()) {
      call.outlived();
    }
    if (!peer.succeeded(call)) {
      lines.expect(Map.of());
      if (lines.begun().isDone()) {
        peer.ledger().findings().add(Fault.ABORTED_RAN, call.id());
      }
      lines.verify(call.id(), Fault.LINE_ASTRAY, peer.ledger().findings());
      return;
    }
    peer.ledger().tally().count("cells with " + name);
    if (script.value() != null) {
      peer.checkValue(call, script.value());
    }
    if (script.outlives()) {
      peer.ledger().outlived(call, lines);
    } else {
      lines.verify(call.id(), Fault.LINE_ASTRAY, peer.ledger().findings());
    }
  }
}
