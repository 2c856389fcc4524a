package org.jlanes.session;

import java.lang.System.Logger.Level;
import java.lang.instrument.Instrumentation;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jlanes.engine.Engine;
import org.jlanes.engine.EngineFactory;
import org.jlanes.session.startup.Startup;

/// The engine, which is made on a background thread while the kernel already answers. Safe for any
/// thread.
final class EngineStart {
  private static final System.Logger LOG = System.getLogger(EngineStart.class.getName());

  private final CompletableFuture<Engine> engine = new CompletableFuture<>();

  /// Begins to make the engine, to run the startup files in it and to warm it up.
  void begin(EngineFactory factory, Optional<Instrumentation> instrumentation, Startup startup) {
    Thread.ofPlatform()
        .name("jlanes-engine-start")
        .daemon()
        .start(() -> make(factory, instrumentation, startup));
  }

  private void make(
      EngineFactory factory, Optional<Instrumentation> instrumentation, Startup startup) {
    Engine made;
    try {
      made = factory.create(instrumentation);
    } catch (RuntimeException | Error e) {
      LOG.log(Level.ERROR, "the engine could not be started", e);
      engine.completeExceptionally(e);
      return;
    }
    engine.complete(made);
    startup.run(made);
    try {
      made.warmUp();
    } catch (RuntimeException | LinkageError e) {
      // Cells will show what is wrong; not being warm is no reason to stop.
      LOG.log(Level.WARNING, "warming up the engine", e);
    }
  }

  /// The engine, once it is there.
  ///
  /// @throws IllegalStateException if it could not be made
  Engine await() {
    try {
      return engine.join();
    } catch (CompletionException e) {
      throw new IllegalStateException(
          "the engine could not be started ("
              + e.getCause()
              + "); see the kernel's log and restart",
          e.getCause());
    }
  }

  /// The engine if it is there.
  Optional<Engine> now() {
    return engine.isDone() && !engine.isCompletedExceptionally()
        ? Optional.of(engine.join())
        : Optional.empty();
  }
}
