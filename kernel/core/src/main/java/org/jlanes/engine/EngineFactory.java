package org.jlanes.engine;

import java.lang.instrument.Instrumentation;
import java.util.List;
import java.util.Optional;

/// Makes the engine of a kernel. Found by `ServiceLoader`: the implementation is named in
/// `META-INF/services/org.jlanes.engine.EngineFactory` and has a public constructor without
/// parameters.
@FunctionalInterface
public interface EngineFactory {
  /// Makes an engine that is ready for [Engine#run]. Called once, on a background thread, after the
  /// kernel has begun to answer; may take a second.
  ///
  /// @param instrumentation what redefinition of classes needs; empty where the JVM gave none (the
  ///   kernel was not started from its own jar)
  Engine create(Optional<Instrumentation> instrumentation);

  /// The same, for an engine that compiles.
  ///
  /// @param compilerOptions how cells are compiled; one without a compiler has no use for them
  /// @throws IllegalArgumentException if the compiler does not take them
  default Engine create(Optional<Instrumentation> instrumentation, List<String> compilerOptions) {
    return create(instrumentation);
  }
}
