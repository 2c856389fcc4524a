package org.jlanes.kernel;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jlanes.engine.Engine;
import org.jlanes.runtime.envelope.SharedBlocks;
import org.jlanes.runtime.system.TemporaryFolder;
import org.jlanes.session.End;
import org.jlanes.session.Life;
import org.jlanes.session.Session;
import sun.misc.Signal;

/// The end of the kernel process: replies leave, the engine closes, child processes are killed,
/// what they shared in memory and their temporary files are removed, and the JVM halts, whatever
/// user threads still do. Never takes longer than [#LONGEST] and [#UNHEARD], from the moment on
/// when the request or the signal arrives. What the children have left behind, whose parent is
/// gone, the guardian ends then. Any thread.
final class Ending implements End {
  private static final System.Logger LOG = System.getLogger(Ending.class.getName());

  /// How long the kernel takes leave. All is to be gone within 2 seconds, and the guardian, which
  /// comes last, needs some of them on a machine under load.
  private static final Duration LONGEST = Duration.ofMillis(850);

  private static final Duration ENGINE_CLOSE = Duration.ofMillis(300);

  /// How long the JVM may take to halt: it waits 300 ms for threads that are in native code, as
  /// those of the sockets are.
  private static final Duration UNHEARD = Duration.ofMillis(350);

  /// The exit status of a process that a signal has ended, as a shell gives it, less the signal.
  private static final int SIGNALLED = 128;

  private final CountDownLatch requested = new CountDownLatch(1);
  private final AtomicBoolean limited = new AtomicBoolean();
  private final LastResort lastResort = new LastResort();
  private final Supplier<Optional<ProcessHandle>> guardian;
  private volatile Life life = Life.unrecorded();
  private volatile Runnable last = () -> {};
  private volatile boolean expected;

  /// @param guardian the child that must live on
  Ending(Supplier<Optional<ProcessHandle>> guardian) {
    this.guardian = guardian;
  }

  /// Gets ready what must not take its time at the end. When the kernel can be reached already.
  void prepare() {
    lastResort.prepare();
  }

  @Override
  public void announce() {
    expected = true;
    limit(0);
  }

  @Override
  public void begin() {
    announce();
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
    limit(status);
    System.exit(status);
  }

  /// The shutdown hook: after a signal, or because code has called `System.exit` where it was not
  /// woven.
  void atExit() {
    limit(1);
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
    try {
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

  /// Begins to count the time that the end may take; the first call counts.
  ///
  /// @param status of the process
  private void limit(int status) {
    if (!limited.compareAndSet(false, true)) {
      return;
    }
    lastResort.after(LONGEST.plus(UNHEARD));
    Thread.ofPlatform().name("jlanes-halt").daemon().start(() -> haltLater(status));
  }

  private void haltLater(int status) {
    try {
      Thread.sleep(LONGEST);
    } catch (InterruptedException e) {
      LOG.log(Level.DEBUG, "halting early", e);
    }
    try {
      killChildren();
      removeFiles();
    } finally {
      Runtime.getRuntime().halt(status);
    }
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
