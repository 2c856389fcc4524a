package org.jlanes.runtime.scope;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;

/// Everything a running cell owns: its threads, tasks, child processes, output and cancellation.
/// The unit of output attribution and of interrupt.
///
/// A thread belongs to the scope of the thread that created it, or to the one it has entered with
/// [#call] or [#bind]. A scope outlives its cell: threads that the cell started go on printing
/// under it. All methods may be called by any thread.
public final class Scope {
  private static final InheritableThreadLocal<Scope> CURRENT = new InheritableThreadLocal<>();

  static {
    UnscopedThread.startTimers();
  }

  private final String id;
  private final Scope parent;
  private final int cell;
  private final CellOutput output;
  private final Map<Class<?>, Object> services;
  private final ThreadGroup group;
  private final Set<Thread> entered = ConcurrentHashMap.newKeySet();
  private final Cancellation cancellation = new Cancellation();
  private final Runnable interruption = this::interruptThreads;
  private volatile Registration link;

  /// A live scope.
  ///
  /// @param id unique within the process, shown in logs
  /// @param cell the cell's execution count, 0 where there is none
  /// @param output where the scope's output goes
  /// @param services what code inside the scope can look up with [#service], by type
  public Scope(String id, int cell, CellOutput output, Map<Class<?>, Object> services) {
    this.id = Objects.requireNonNull(id);
    this.parent = null;
    this.cell = cell;
    this.output = Objects.requireNonNull(output);
    this.services = Map.copyOf(services);
    // Whoever makes it: a scope must not be stopped with the threads of another's cell.
    this.group = new ThreadGroup(UnscopedThread.OUTERMOST, "scope-" + id);
  }

  private Scope(Scope parent, String name) {
    this.id = parent.id + "/" + name;
    this.parent = parent;
    this.cell = parent.cell;
    this.output = parent.output;
    this.services = parent.services;
    this.group = new ThreadGroup(parent.group, "scope-" + id);
  }

  /// A scope inside this one, with the same output, services and cell. Cancelling this scope
  /// cancels it, with the same reason, but not the other way round: so that a part of a cell, such
  /// as the items of a lane, can be stopped while the cell goes on. [#close] it when its part has
  /// ended.
  public Scope child(String name) {
    Scope child = new Scope(this, name);
    Registration first = onCancel(() -> child.cancel(cancellation.reason()));
    Registration again = onInsist(() -> child.cancel(cancellation.reason()));
    child.link =
        () -> {
          first.close();
          again.close();
        };
    return child;
  }

  /// Says that the scope's part has ended. A [#child] without threads is forgotten by its parent;
  /// with threads it is cancelled with it. If the scope was cancelled, the stop check forgets it,
  /// now or when its last thread has come to an end of what it does.
  public void close() {
    if (link != null && threads().isEmpty()) {
      link.close();
    }
    if (cancelled()) {
      Aftermath.begin(this);
    }
  }

  /// The scope of the calling thread, or null where the thread belongs to no cell.
  public static Scope current() {
    return CURRENT.get();
  }

  /// Makes `scope` (or none, with null) the calling thread's scope from now on: what it prints goes
  /// there. Prefer [#call] and [#bind], which put the old scope back.
  public static void attach(Scope scope) {
    if (scope == null) {
      CURRENT.remove();
    } else {
      CURRENT.set(scope);
    }
  }

  /// The id given at construction.
  public String id() {
    return id;
  }

  /// The cell's execution count, 0 where there is none.
  public int cell() {
    return cell;
  }

  /// Where this scope's output goes.
  public CellOutput output() {
    return output;
  }

  /// The thread group in which the scope's platform threads are created.
  public ThreadGroup group() {
    return group;
  }

  /// A service of the process that runs this scope, such as the engine's view of the notebook.
  public <S> Optional<S> service(Class<S> type) {
    return Optional.ofNullable(type.cast(services.get(type)));
  }

  /// Runs `body` on the calling thread inside this scope. An interrupt of the scope interrupts the
  /// thread while it is inside.
  public <T> T call(Callable<T> body) throws Exception {
    Visit visit = new Visit(this, entered);
    try {
      checkCancelled();
      return body.call();
    } finally {
      visit.end();
    }
  }

  /// Like [#call], for code without a value or checked exceptions.
  public void run(Runnable body) {
    Visit visit = new Visit(this, entered);
    try {
      checkCancelled();
      body.run();
    } finally {
      visit.end();
    }
  }

  /// Like [#call], also when the scope has been cancelled: for what a library does for itself. It
  /// may be needed by other cells, such as the release of a connection.
  public <T> T callRegardless(Callable<T> body) throws Exception {
    Visit visit = new Visit(this, entered);
    try {
      return body.call();
    } finally {
      visit.end();
    }
  }

  /// Like [#callRegardless], for code without a value or checked exceptions.
  public void runRegardless(Runnable body) {
    Visit visit = new Visit(this, entered);
    try {
      body.run();
    } finally {
      visit.end();
    }
  }

  /// A task that runs inside this scope on whatever thread runs it.
  public Runnable bind(Runnable task) {
    return new BoundRunnable(this, task, false);
  }

  /// A task that runs inside this scope with [#runRegardless].
  public Runnable bindRegardless(Runnable task) {
    return new BoundRunnable(this, task, true);
  }

  /// The task that was given to [#bind], or the same if it comes from elsewhere.
  public static Runnable unbound(Runnable task) {
    return task instanceof BoundRunnable bound ? bound.task() : task;
  }

  /// A task that runs inside this scope on whatever thread runs it.
  public <T> Callable<T> bind(Callable<T> task) {
    return new BoundCallable<>(this, task, false);
  }

  /// A task that runs inside this scope with [#callRegardless].
  public <T> Callable<T> bindRegardless(Callable<T> task) {
    return new BoundCallable<>(this, task, true);
  }

  /// Whether [#cancel] has been called.
  public boolean cancelled() {
    return cancellation.reason() != null;
  }

  /// Throws if the scope has been cancelled.
  ///
  /// @throws CancelledError with the reason of the cancellation
  public void checkCancelled() {
    String reason = cancellation.reason();
    if (reason != null) {
      throw new CancelledError(reason);
    }
  }

  /// Registers an action to run when the scope is cancelled (on the cancelling thread; at once if
  /// it already is). Close the registration when the action is no longer needed.
  public Registration onCancel(Runnable action) {
    return cancellation.onCancel(action);
  }

  /// Registers an action to run each time that [#cancel] is called although the scope is cancelled
  /// already (on the cancelling thread): somebody does not want to wait for what takes its time to
  /// end. Close the registration when the action is no longer needed.
  public Registration onInsist(Runnable action) {
    return cancellation.onInsist(action);
  }

  /// Stops what the scope runs: woven code throws [CancelledError] at its next check, the scope's
  /// threads are interrupted, and cancel actions (which end child processes and worker items) run.
  /// Calling it again interrupts the threads again and runs the actions of [#onInsist]. A scope
  /// that was cancelled stays cancelled.
  public void cancel(String reason) {
    cancellation.cancel(this, reason);
    interrupt();
  }

  /// Interrupts the scope's threads, but for those that run something of another scope just now (a
  /// pool's threads stand in the group of the cell that made them and work for others) and those
  /// that run nothing: the JDK's own, such as that of a HTTP client, would end and leave what they
  /// serve useless.
  public void interrupt() {
    FullHeap.outlast(interruption);
  }

  private void interruptThreads() {
    for (Thread thread : threads()) {
      if (hasNow(thread) && (Visit.of(thread) != null || !Aftermath.isIdle(thread))) {
        // In one step with the look, so that it does not hit what the thread enters next.
        Visit.hold(
            thread,
            now -> {
              if (now == null || isOrContains(now)) {
                thread.interrupt();
              }
            });
      }
    }
  }

  /// Of its [#threads], those that run something just now that is of this scope, rather than of
  /// another or nothing: a pool's threads that wait for work are left out.
  public Set<Thread> busy() {
    Set<Thread> busy = threads();
    busy.removeIf(thread -> !hasNow(thread) || Aftermath.isIdle(thread));
    return busy;
  }

  /// Whether one of the scope's threads runs nothing of another scope just now.
  boolean hasNow(Thread thread) {
    Scope at = Visit.of(thread);
    return at == null || isOrContains(at);
  }

  private boolean isOrContains(Scope other) {
    Scope each = other;
    while (each != null && !each.equals(this)) {
      each = each.parent;
    }
    return each != null;
  }

  /// The live threads that are known to belong to this scope: the platform threads created in its
  /// group and those that are inside [#call], [#run] or a bound task, of this scope or one that was
  /// made as its [#child].
  public Set<Thread> threads() {
    Set<Thread> all = new LinkedHashSet<>(entered);
    Visit.forEach((thread, scope) -> {
      if (isOrContains(scope)) {
        all.add(thread);
      }
    });
    Thread[] some = new Thread[Math.max(16, 2 * group.activeCount())];
    int n = group.enumerate(some, true);
    for (int i = 0; i < n; i++) {
      all.add(some[i]);
    }
    return all;
  }

  /// A registration that ends when it is closed.
  @FunctionalInterface
  public interface Registration extends AutoCloseable {
    @Override
    void close();
  }

  @Override
  public String toString() {
    return "Scope[" + id + (cell > 0 ? ", cell " + cell : "") + "]";
  }
}
