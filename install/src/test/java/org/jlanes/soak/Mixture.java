package org.jlanes.soak;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// The steps and how often each is taken. Immutable.
final class Mixture {
  /// Each step as many times as it has lots.
  private static final List<Step> LOTS = new ArrayList<>();

  static {
    lots(3, PrintingSteps::flood);
    lots(10, PrintingSteps::few);
    lots(6, PrintingSteps::threads);
    lots(6, PrintingSteps::display);
    lots(20, AskingSteps::value);
    lots(3, AskingSteps::burst);
    lots(6, AskingSteps::variable);
    lots(5, AskingSteps::expressions);
    lots(5, AskingSteps::input);
    lots(3, FailingSteps::queue);
    lots(4, FailingSteps::alone);
    lots(3, FailingSteps::loop);
    lots(3, FailingSteps::sleep);
    lots(20, SideSteps::shell);
    lots(10, SideSteps::control);
    lots(6, SideSteps::heartbeat);
  }

  private Mixture() {}

  private static void lots(int many, Step step) {
    for (int i = 0; i < many; i++) {
      LOTS.add(step);
    }
  }

  /// Takes steps until a time, or until the kernel is stuck.
  ///
  /// @param end as of [System#nanoTime]
  static void play(Peer peer, long end) throws InterruptedException {
    try {
      while (System.nanoTime() < end) {
        LOTS.get(peer.random().nextInt(LOTS.size())).take(peer);
        peer.ledger().tally().count("steps");
      }
    } catch (IOException e) {
      peer.ledger().findings().add(Fault.REPLY_LOST, peer.observer().client() + ": " + e);
      System.err.println("soak: " + peer.observer().client() + " gives up: " + e);
    } catch (KernelStuckException e) {
      System.err.println("soak: " + peer.observer().client() + " gives up: " + e.getMessage());
    }
  }
}
