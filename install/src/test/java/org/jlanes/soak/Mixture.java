package org.jlanes.soak;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// The steps in one language and how often each is taken. Immutable.
final class Mixture {
  /// Each step as many times as it has lots.
  private final List<Step> all = new ArrayList<>();

  private Mixture(Dialect dialect) {
    dialect.scripts().forEach(script -> lots(script.lots(), script));
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
    lots(5, BesideSteps::comm);
    lots(4, BesideSteps::subshell);
    lots(1, BesideSteps::stall);
  }

  private void lots(int many, Step step) {
    for (int i = 0; i < many; i++) {
      all.add(step);
    }
  }

  /// Takes steps until a time, or until the kernel is stuck.
  ///
  /// @param end as of [System#nanoTime]
  static void play(Peer peer, long end) throws InterruptedException {
    List<Step> steps = new Mixture(peer.dialect()).all;
    try {
      while (System.nanoTime() < end) {
        steps.get(peer.random().nextInt(steps.size())).take(peer);
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
