package org.jlanes.engine.jshell;

import java.lang.instrument.Instrumentation;
import java.util.Optional;

/// Gives the tests' JVM what the kernel gets from its manifest. The build packs this class into
/// `target/test-agent.jar` and starts the tests with it.
public final class TestAgent {
  private static volatile Instrumentation instrumentation;

  private TestAgent() {}

  /// Called by the JVM before the tests.
  public static void premain(String arguments, Instrumentation given) {
    instrumentation = given;
  }

  static Optional<Instrumentation> instrumentation() {
    return Optional.ofNullable(instrumentation);
  }
}
