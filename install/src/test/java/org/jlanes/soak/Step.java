package org.jlanes.soak;

import java.io.IOException;

/// One thing that a client does with a kernel, and checks.
@FunctionalInterface
interface Step {
  /// Does it and waits for its end.
  ///
  /// @throws KernelStuckException if the kernel does not answer in time
  void take(Peer peer) throws InterruptedException, IOException, KernelStuckException;
}
