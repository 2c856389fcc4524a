package org.jlanes.kernel;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jlanes.engine.Engine;
import org.jlanes.runtime.envelope.SharedBlocks;
import org.jlanes.runtime.system.TemporaryFolder;
import org.jlanes.session.Session;

/// The end of the kernel process: replies leave, the engine closes, child processes are killed,
/// what they shared in memory and their temporary files are removed, and the JVM halts, whatever
/// user threads still do. Never takes longer than [#LONGEST]. What the children have left behind,
/// whose parent is gone, the guardian ends then. Any thread.
final class Ending {
  private static final System.Logger LOG = System.getLogger(Ending.class.getName());

  /// Jupyter expects the process to be gone within 2 seconds.
  private static final Duration LONGEST = Duration.ofMillis(1_500);

  /// The exit status of a process that SIGTERM has ended, as a shell gives it.
  private static final int TERMINATED = 128 + 15;

  private static final Duration ENGINE_CLOSE = Duration.ofMillis(500);

  private final CountDownLatch requested = new CountDownLatch(1);
  private final Supplier<Optional<ProcessHandle>> guardian;
  private volatile Runnable last = () -> {};

  /// @param guardian the child that must live on
  Ending(Supplier<Optional<ProcessHandle>> guardian) {
    this.guardian = guardian;
  }

  /// Asks for the end; returns at once. Any thread.
  void request() {
    requested.countDown();
  }

  /// What is to be done before the process ends in whatever way it can know of. Called once.
  void atTheEnd(Runnable action) {
    last = action;
  }

  /// The end that is not asked for here: the process got SIGTERM. The JVM waits for the shutdown
  /// hooks of user code and its libraries, which may wait for something else in turn.
  void atTermination() {
    haltAfter(LONGEST, TERMINATED);
    cleanUp();
  }

  /// What is to be done at every end.
  void cleanUp() {
    last.run();
    killChildren();
    removeFiles();
  }

  /// Waits until the end is requested, and ends the process. On the main thread.
  void await(Session session) {
    boolean waiting = true;
    while (waiting) {
      try {
        requested.await();
        waiting = false;
      } catch (InterruptedException e) {
        // Only user code that interrupts every thread comes here; it does not end the kernel.
        LOG.log(Level.DEBUG, "the main thread was interrupted", e);
      }
    }
    try {
      haltAfter(LONGEST, 0);
      last.run();
      List<ProcessHandle> children = children().toList();
      closeEngine(session);
      children.forEach(ProcessHandle::destroyForcibly);
      killChildren();
      session.close();
      removeFiles();
    } finally {
      // Also where there is no memory for any of this.
      Runtime.getRuntime().halt(0);
    }
  }

  private Stream<ProcessHandle> children() {
    Optional<ProcessHandle> spared = guardian.get();
    return ProcessHandle.current().descendants().filter(each -> !each.equals(spared.orElse(null)));
  }

  /// Kills everything this process has started and can still find.
  private void killChildren() {
    children().forEach(ProcessHandle::destroyForcibly);
  }

  private static void removeFiles() {
    SharedBlocks.removeAll();
    TemporaryFolder.removeAll();
  }

  private void haltAfter(Duration limit, int status) {
    Thread.ofPlatform()
        .name("jlanes-halt")
        .daemon()
        .start(() -> {
          try {
            Thread.sleep(limit);
          } catch (InterruptedException e) {
            LOG.log(Level.DEBUG, "halting early", e);
          }
          try {
            killChildren();
            removeFiles();
          } finally {
            Runtime.getRuntime().halt(status);
          }
        });
  }

  /// Lets the engine end its threads, but does not wait for ever: they may hold locks.
  private static void closeEngine(Session session) {
    Thread closing =
        Thread.ofPlatform()
            .name("jlanes-engine-close")
            .daemon()
            .start(() -> session.engine().ifPresent(Engine::close));
    try {
      closing.join(ENGINE_CLOSE);
    } catch (InterruptedException e) {
      LOG.log(Level.DEBUG, "not waiting for the engine", e);
    }
  }
}
