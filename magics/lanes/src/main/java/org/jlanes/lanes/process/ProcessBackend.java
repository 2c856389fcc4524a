package org.jlanes.lanes.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jlanes.lanes.LaneFailure;
import org.jlanes.lanes.Task;
import org.jlanes.lanes.WorkerPools;
import org.jlanes.lanes.WorkerView;
import org.jlanes.lanes.run.Backend;
import org.jlanes.lanes.run.LaneException;
import org.jlanes.lanes.run.PoolOwner;
import org.jlanes.lanes.run.RunOptions;
import org.jlanes.runtime.engine.EngineView;
import org.jlanes.runtime.envelope.Envelope.ShippedJar;
import org.jlanes.runtime.envelope.WorkerIdentity;
import org.jlanes.runtime.scope.Scope;

/// Runs items in worker JVMs, which are kept between runs in pools. Options of its own: `memory`,
/// `jvm`, `fresh`, `pool`. Safe for any thread.
final class ProcessBackend implements Backend, PoolOwner {
  private final PoolTable pools = new PoolTable(this::view);
  private final ClassPathEntries classPath = new ClassPathEntries();
  private final WovenClasses woven = new WovenClasses();
  private final Broadcasts broadcasts = new Broadcasts();
  private final AtomicInteger runs = new AtomicInteger();

  /// What gives back workers that have nothing to do.
  private final Set<Runnable> keepers = ConcurrentHashMap.newKeySet();

  @Override
  public String lane() {
    return ProcessLane.NAME;
  }

  @Override
  public boolean sendsMessages() {
    return true;
  }

  @Override
  public void whenWorkersLack(Runnable giveBack) {
    keepers.add(giveBack);
  }

  @Override
  public void withdraw(Runnable giveBack) {
    keepers.remove(giveBack);
  }

  @Override
  public <T, R> Run<T, R> open(Task<T, R> body, RunOptions options, Scope scope)
      throws LaneException, InterruptedException {
    long begun = System.nanoTime();
    refuse(options, scope);
    EngineView view = scope.service(EngineView.class).orElse(null);
    WorkerPool pool = pools.of(options);
    try {
      return open(body, options, scope, view, pool, begun);
    } finally {
      pools.forgetIfUnproven(pool);
    }
  }

  private <T, R> Run<T, R> open(
      Task<T, R> body,
      RunOptions options,
      Scope scope,
      EngineView view,
      WorkerPool pool,
      long begun)
      throws LaneException, InterruptedException {
    List<Lease> shares = new ArrayList<>();
    PoolState.Now state = pool.state().take(shares);
    int id = nextRun();
    Spmd spmd = null;
    Lease lease = null;
    ProcessRun<T, R> run = null;
    try {
      spmd = Spmd.of(body, view, options, id, state, broadcasts);
      lease = broadcasts.lease(spmd.closure());
      lease.adopt(shares);
      List<ShippedJar> jars = jars(view != null ? view.classPath() : ClassPathEntries.ofThisJvm());
      ClassLoader loader = view != null ? view.loader() : body.getClass().getClassLoader();
      if (options.more().containsKey("fresh")) {
        pool.refresh();
      }
      Shipment shipment = new Shipment(spmd.closure(), lease, jars, loader, woven);
      RunTerms terms = RunTerms.of(id, shipment, options, scope, pool, state, spmd.remains());
      run = run(terms, options.workers());
    } finally {
      if (run == null) {
        if (spmd != null) {
          spmd.closure().letGo();
        }
        shares.forEach(Lease::release);
        if (lease != null) {
          lease.release();
        }
      }
    }
    run.start(begun);
    return run;
  }

  /// The terms of keys with what the workers of a run have run before all else, and the system
  /// properties that they are started with.
  KeyTerms withWorkers(KeyTerms terms, RunOptions options) throws LaneException {
    WorkerPool pool = pools.of(options);
    PoolState.Now state = pool.state().now();
    List<String> properties =
        pool.settings().jvm().stream().filter(word -> word.startsWith("-D")).toList();
    pools.forgetIfUnproven(pool);
    return new KeyTerms(terms.view(), terms.loader(), state, properties, terms.ignored());
  }

  private static void refuse(RunOptions options, Scope scope) throws LaneException {
    for (String own : List.of("everywhere", Remains.OWN)) {
      if (options.more().containsKey(own) && !options.eachWorker()) {
        throw new LaneException(
            "--" + own + " is for a body without items, which runs once in each worker");
      }
    }
    WorkerIdentity inside = scope.service(WorkerIdentity.class).orElse(null);
    if (inside != null) {
      throw new LaneException(
          "processes cannot be used inside a worker process (this is worker "
              // As the report counts them.
              + (inside.number() + 1)
              + ", pid "
              + inside.pid()
              + "). Use threads or virtual inside the body, or give the outer loop more items.");
    }
    String on = options.more().get("on");
    if (on != null) {
      throw new LaneException(
          "--on "
              + on
              + ": workers on other machines are not supported yet. Leave the option out.");
    }
  }

  /// The number of a run, which nothing else has.
  int nextRun() {
    return runs.incrementAndGet();
  }

  /// The pool that runs with these options use.
  WorkerPool pool(RunOptions options) {
    try {
      return pools.of(options);
    } catch (LaneException e) {
      throw new LaneFailure(e.getMessage(), -1, e.getCause(), null);
    }
  }

  /// What the workers of that pool have of their own now.
  PoolState.Now state(RunOptions options) {
    return pool(options).state().now();
  }

  @Override
  public WorkerView view(RunOptions options) {
    try {
      Scope scope = Scope.current();
      if (scope != null) {
        refuse(options, scope);
      }
    } catch (LaneException e) {
      throw new LaneFailure(e.getMessage(), -1, e.getCause(), null);
    }
    WorkerPool pool = pool(options);
    int size = pool.size();
    int usual = size > 0 ? size : Runtime.getRuntime().availableProcessors();
    int workers = options.workers() > 0 ? options.workers() : usual;
    pools.resize(pool.name(), workers);
    return new ProcessView(this, options.withWorkers(workers));
  }

  private <T, R> ProcessRun<T, R> run(RunTerms terms, int asked)
      throws LaneException, InterruptedException {
    WorkerPool pool = terms.pool();
    int size = pool.size();
    int usual = size > 0 ? size : Runtime.getRuntime().availableProcessors();
    int wanted = asked > 0 ? asked : usual;
    if (pool.idle() < wanted) {
      keepers.forEach(Runnable::run);
    }
    // Workers that keep something must be the same ones, in the same order, from then on.
    boolean together = terms.eachWorker() || !terms.remains().isEmpty();
    TakenWorkers taken = together ? pool.take(wanted) : pool.first(wanted);
    pools.remember(pool);
    ProcessRun<T, R> run = new ProcessRun<>(terms, taken);
    if (taken.shortage() != null) {
      run.lacks(wanted, taken.shortage());
    }
    return run;
  }

  @Override
  public WorkerPools pools() {
    return pools;
  }

  private List<ShippedJar> jars(List<Path> entries) throws LaneException {
    try {
      return classPath.of(entries);
    } catch (IOException e) {
      throw new LaneException("the class path cannot be read: " + e.getMessage(), e);
    }
  }
}
