package org.jlanes.soak;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jlanes.wire.Json;

/// Cells that fail or are interrupted.
final class FailingSteps {
  private FailingSteps() {}

  /// A cell that fails with others behind it, which are aborted.
  static void queue(Peer peer) throws InterruptedException, KernelStuckException {
    String message = peer.lines().token();
    Call failing = peer.submit(peer.dialect().fail(300, message));
    List<Call> behind = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      behind.add(peer.submit("1 + " + i));
    }
    boolean failed = peer.finish(failing).equals("error");
    checkFailure(peer, failing, failed, message);
    for (Call each : behind) {
      // If another client's failure aborted the first, these may have come too late for that.
      if (!peer.finish(each).equals("aborted") && failed) {
        peer.ledger().findings().add(Fault.NOT_ABORTED, each.id() + " behind " + failing.id());
      }
    }
  }

  private static void checkFailure(Peer peer, Call call, boolean failed, String message) {
    if (failed) {
      String text = Json.string(call.ended().join().content(), "evalue", "");
      peer.check(text.contains(message), () -> call.id() + ": " + text + ", not " + message);
    }
  }

  /// A cell that fails and asks to abort nothing.
  static void alone(Peer peer) throws InterruptedException, KernelStuckException {
    String message = peer.lines().token();
    Call failing = peer.submit(peer.dialect().fail(0, message), Map.of("stop_on_error", false));
    String status = peer.finish(failing);
    peer.check(!status.equals("ok"), () -> failing.id() + " did not fail");
    checkFailure(peer, failing, status.equals("error"), message);
  }

  /// A busy loop that is interrupted.
  static void loop(Peer peer) throws InterruptedException, IOException, KernelStuckException {
    Printed lines = peer.lines();
    interrupt(peer, lines, peer.submit(peer.dialect().loop(lines.token())));
  }

  /// A sleep that is interrupted.
  static void sleep(Peer peer) throws InterruptedException, IOException, KernelStuckException {
    Printed lines = peer.lines();
    interrupt(peer, lines, peer.submit(peer.dialect().sleep(lines.token())));
  }

  private static void interrupt(Peer peer, Printed lines, Call call)
      throws InterruptedException, IOException, KernelStuckException {
    lines.expect(Map.of("on", 1));
    peer.await(
        CompletableFuture.anyOf(lines.begun(), call.ended()), "the beginning of " + call.id());
    if (lines.begun().isDone()) {
      long start = System.nanoTime();
      peer.interrupt();
      String status = peer.finish(call);
      peer.ledger().tally().took("interrupt to reply", System.nanoTime() - start);
      peer.check(status.equals("error"), () -> call.id() + " was interrupted, but is " + status);
    } else {
      String status = peer.finish(call);
      peer.check(status.equals("aborted"), () -> call.id() + " ended by itself: " + status);
      lines.expect(Map.of());
    }
    lines.verify(call.id(), Fault.LINE_ASTRAY, peer.ledger().findings());
  }
}
