package org.jlanes.kernel;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jlanes.engine.Engine;

/// The engine, which is made on a thread of its own from the first moment on: what else a start
/// needs, above all the channels, does not need it. Safe for any thread.
final class EarlyEngine {
  private final CompletableFuture<Engine> made = new CompletableFuture<>();

  private EarlyEngine() {}

  /// Begins to make one.
  static EarlyEngine begin(Supplier<Engine> maker) {
    EarlyEngine early = new EarlyEngine();
    Thread.ofPlatform().name("jlanes-early-engine").daemon().start(() -> early.make(maker));
    return early;
  }

  private void make(Supplier<Engine> maker) {
    try {
      made.complete(maker.get());
    } catch (RuntimeException | Error e) {
      made.completeExceptionally(e);
    }
  }

  /// The engine; waits for it. Throws what its maker threw.
  Engine get() {
    try {
      return made.join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case RuntimeException failure -> throw failure;
        case Error failure -> throw failure;
        default -> throw e;
      }
    }
  }
}
