package org.jlanes.soak;

import java.util.HashMap;
import java.util.Map;

/// Cells that print.
final class PrintingSteps {
  private PrintingSteps() {}

  /// 20,000 to 100,000 lines, on both streams.
  static void flood(Peer peer) throws InterruptedException, KernelStuckException {
    print(peer, 20_000 + peer.random().nextInt(80_001), 10 + peer.random().nextInt(200));
  }

  /// Few lines, mostly on standard error and output in turn.
  static void few(Peer peer) throws InterruptedException, KernelStuckException {
    print(peer, 1 + peer.random().nextInt(300), 1 + peer.random().nextInt(5));
  }

  private static void print(Peer peer, int count, int errorEvery)
      throws InterruptedException, KernelStuckException {
    Printed lines = peer.lines();
    lines.expect(Map.of("m", count));
    long start = System.nanoTime();
    Call call = peer.submit(peer.dialect().flood(lines.token(), count, errorEvery));
    verify(peer, call, lines);
    if (count >= 20_000) {
      peer.ledger().tally().took("flood, for each 10,000 lines", since(start) * 10_000 / count);
    }
  }

  private static long since(long start) {
    return System.nanoTime() - start;
  }

  /// Looks at the lines of a cell that prints nothing after its end.
  private static void verify(Peer peer, Call call, Printed lines)
      throws InterruptedException, KernelStuckException {
    if (!peer.succeeded(call)) {
      lines.expect(Map.of());
      if (lines.begun().isDone()) {
        peer.ledger().findings().add(Fault.ABORTED_RAN, call.id());
      }
    }
    lines.verify(call.id(), Fault.LINE_ASTRAY, peer.ledger().findings());
  }

  /// Threads that print when their cell has ended and others run. Their lines are looked at last.
  static void threads(Peer peer) throws InterruptedException, KernelStuckException {
    int threads = 1 + peer.random().nextInt(3);
    int count = 50 + peer.random().nextInt(400);
    Map<String, Integer> expected = new HashMap<>();
    for (int i = 0; i < threads; i++) {
      expected.put("t" + i, count);
    }
    Printed lines = peer.lines();
    lines.expect(expected);
    Call call =
        peer.submit(
            peer.dialect().threads(lines.token(), threads, count, peer.random().nextInt(100)));
    call.outlived();
    if (peer.succeeded(call)) {
      peer.ledger().outlived(call, lines);
      peer.ledger().tally().count("threads that outlived their cell", threads);
    } else {
      lines.expect(Map.of());
      lines.verify(call.id(), Fault.LATE_LINE_ASTRAY, peer.ledger().findings());
    }
  }

  /// A display that is updated.
  static void display(Peer peer) throws InterruptedException, KernelStuckException {
    int updates = 1 + peer.random().nextInt(40);
    Printed lines = peer.lines();
    lines.expect(Map.of("d", updates + 1));
    verify(peer, peer.submit(peer.dialect().display(lines.token(), updates)), lines);
  }
}
