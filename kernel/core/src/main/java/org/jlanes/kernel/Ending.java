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
import org.jlanes.session.Life;
import org.jlanes.session.Session;
import sun.misc.Signal;

/// The end of the kernel process: replies leave, the engine closes, child processes are killed,
/// what they shared in memory and their temporary files are removed, and the JVM halts, whatever
/// user threads still do. Never takes longer than [#LONGEST]. What the children have left behind,
/// whose parent is gone, the guardian ends then. Any thread.
final class Ending {
  private static final System.Logger LOG = System.getLogger(Ending.class.getName());

  /// Jupyter expects the process to be gone within 2 seconds.
  private static final Duration LONGEST = Duration.ofMillis(1_500);

  private static final Duration ENGINE_CLOSE = Duration.ofMillis(500);

  /// How long the JVM may take to halt.
  private static final Duration UNHEARD = Duration.ofMillis(300);

  /// The exit status of a process that a signal has ended, as a shell gives it, less the signal.
  private static final int SIGNALLED = 128;

  private final CountDownLatch requested = new CountDownLatch(1);
  private final Supplier<Optional<ProcessHandle>> guardian;
  private volatile Life life = Life.unrecorded();
  private volatile Runnable last = () -> {};
  private volatile boolean expected;

  /// @param guardian the child that must live on
  Ending(Supplier<Optional<ProcessHandle>> guardian) {
    this.guardian = guardian;
  }

  /// Asks for the end; returns at once. Any thread.
  void request() {
    requested.countDown();
  }

  /// What is to be done before the process ends in whatever way it can know of. Called once.
  ///
  /// @param recorded told how it ended
  void atTheEnd(Life recorded, Runnable action) {
    life = recorded;
    last = action;
  }

  /// The process got a signal that ends it. The JVM waits for the shutdown hooks of user code and
  /// its libraries, which may wait for something else in turn.
  @SuppressWarnings("DoNotCallSuggester") // what the JVM itself does at this signal
  void terminate(Signal signal) {
    expected = true;
    int status = SIGNALLED + signal.getNumber();
    haltAfter(LONGEST, status);
    System.exit(status);
  }

  /// The shutdown hook: after a signal, or because code has called `System.exit` where it was not
  /// woven.
  void atExit() {
    haltAfter(LONGEST, 1);
    if (!expected) {
      life.exits(ExitCaller.find());
    }
    cleanUp();
  }

  /// What is to be done at every end.
  void cleanUp() {
    // Leaves a mark that tells of an exit.
    life.ends();
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
    expected = true;
    try {
      haltAfter(LONGEST, 0);
      life.ends();
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
    LastResort.after(limit.plus(UNHEARD));
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
