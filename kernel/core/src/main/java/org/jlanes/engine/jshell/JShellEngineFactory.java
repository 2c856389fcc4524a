package org.jlanes.engine.jshell;

import java.lang.instrument.Instrumentation;
import java.util.List;
import java.util.Optional;
import org.jlanes.engine.Engine;
import org.jlanes.engine.EngineFactory;

/// Makes the engine on JShell.
public final class JShellEngineFactory implements EngineFactory {
  /// For `ServiceLoader`.
  public JShellEngineFactory() {}

  @Override
  public Engine create(Optional<Instrumentation> instrumentation) {
    return create(instrumentation, List.of());
  }

  @Override
  public Engine create(Optional<Instrumentation> instrumentation, List<String> compilerOptions) {
    return new JShellEngine(instrumentation, CompilePath.find(), compilerOptions);
  }
}
