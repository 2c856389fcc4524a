package org.jlanes.kernel;

import java.lang.instrument.Instrumentation;
import java.util.Optional;

/// Receives what redefinition of classes needs: the manifest of the kernel's jar names this class
/// as `Launcher-Agent-Class`, so that `java -jar` calls it before `main`.
public final class KernelAgent {
  private static volatile Instrumentation received;

  private KernelAgent() {}

  /// Called by the JVM.
  public static void agentmain(String arguments, Instrumentation instrumentation) {
    received = instrumentation;
  }

  /// What the JVM gave; empty if the kernel was not started from its own jar.
  static Optional<Instrumentation> instrumentation() {
    return Optional.ofNullable(received);
  }
}
