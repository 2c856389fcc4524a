package org.jlanes.lanes.process;

import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jlanes.lanes.LaneFailure;
import org.jlanes.lanes.LaneRun;
import org.jlanes.lanes.Outcome;
import org.jlanes.lanes.Source;
import org.jlanes.lanes.Task;
import org.jlanes.lanes.WorkerPools;
import org.jlanes.lanes.WorkerView;
import org.jlanes.lanes.run.LaneRunner;
import org.jlanes.lanes.run.RunOptions;
import org.jlanes.runtime.engine.EngineView;
import org.jlanes.runtime.envelope.Hindrance;
import org.jlanes.runtime.envelope.WorkerVariables;
import org.jlanes.runtime.scope.Scope;

/// The workers of a pool as a [WorkerView]: each method is a run with one item for each worker.
/// Immutable.
///
/// @param options of the runs, with the number of workers
/// @param targets numbers of the workers it is a view of, in order
record ProcessView(ProcessBackend backend, RunOptions options, List<Integer> targets)
    implements WorkerView {
  /// A view of all workers.
  ProcessView(ProcessBackend backend, RunOptions options) {
    this(backend, options, IntStream.range(0, options.workers()).boxed().toList());
  }

  @Override
  public int size() {
    return targets.size();
  }

  private boolean isWhole() {
    return targets.size() == options.workers();
  }

  @Override
  public WorkerView on(int... workers) {
    List<Integer> some = new ArrayList<>();
    for (int worker : workers) {
      if (worker < 0 || worker >= targets.size()) {
        throw new IllegalArgumentException(
            "there is no worker " + worker + " in " + this + "; they are counted from 0");
      }
      some.add(targets.get(worker));
    }
    if (some.isEmpty()) {
      throw new IllegalArgumentException("name at least one worker, as in on(0)");
    }
    return new ProcessView(backend, options, some.stream().distinct().sorted().toList());
  }

  @Override
  public void push(String name, Object value) {
    Variable variable = variable(name);
    check(variable, value);
    if (isWhole()) {
      WorkerVariables.Key key = key(variable, backend.nextRun());
      each(
          name,
          Collections.nCopies(options.workers(), null),
          new ViewTask.Push(key, value),
          options.with("everywhere", Setup.push(name)));
    } else {
      give(variable, Collections.nCopies(targets.size(), value));
    }
  }

  @Override
  public void scatter(String name, Object sequence) {
    Variable variable = variable(name);
    List<Object> parts = Shares.split(name, sequence, targets.size());
    check(variable, parts.getFirst());
    give(variable, parts);
  }

  /// Gives each target its value.
  private void give(Variable variable, List<?> values) {
    Integer before = backend.state(options).version(variable);
    int version = isWhole() || before == null ? backend.nextRun() : before;
    List<Object> items = new ArrayList<>(Collections.nCopies(options.workers(), null));
    for (int i = 0; i < values.size(); i++) {
      items.set(targets.get(i), values.get(i));
    }
    each(variable.name(), items, new ViewTask.Set(key(variable, version)), options);
  }

  @Override
  public <T> List<T> pull(String name) {
    return ask(name, new ViewTask.Pull(held(name)));
  }

  @SuppressWarnings("unchecked") // the caller knows the variable's type
  private <T> List<T> ask(String name, Task<Object, Object> task) {
    return (List<T>) each(name, Collections.nCopies(options.workers(), null), task, options);
  }

  @Override
  @SuppressWarnings("unchecked") // the caller knows the variable's type
  public <T> T gather(String name) {
    return (T) Shares.join(pull(name));
  }

  @Override
  public <T> T reduce(String name, BinaryOperator<T> operator) {
    return this.<T>pull(name).stream().reduce(operator).orElseThrow();
  }

  @Override
  @SuppressWarnings("unchecked") // the caller knows the variable's type
  public <T> T fold(String name, BinaryOperator<T> operator) {
    List<T> parts = ask(name, new ViewTask.Fold(held(name), (BinaryOperator<Object>) operator));
    return parts.stream()
        .filter(Objects::nonNull)
        .reduce(operator)
        .orElseThrow(() -> new NoSuchElementException("`" + name + "` has no elements anywhere"));
  }

  @Override
  public <R> List<R> apply(Task<Integer, R> body) {
    return chosen(
        run("the body", Source.of(options.workers()), body, options.with(Remains.OWN, "true"))
            .values());
  }

  @Override
  public void drop(String... names) {
    for (String name : names) {
      backend.pool(options).state().drop(name);
    }
  }

  private List<Object> each(String what, List<?> items, Task<Object, ?> task, RunOptions terms) {
    @SuppressWarnings("unchecked") // a task's results are read only
    Task<Object, Object> any = (Task<Object, Object>) task;
    return chosen(run("`" + what + "`", Source.<Object>of(items), any, terms).values());
  }

  private <R> List<R> chosen(List<R> ofAll) {
    List<R> chosen = new ArrayList<>();
    targets.forEach(target -> chosen.add(ofAll.get(target)));
    return Collections.unmodifiableList(chosen);
  }

  private <T, R> LaneRun<R> run(String what, Source<T> items, Task<T, R> task, RunOptions terms) {
    RunOptions all = terms.with(RunOptions.EACH_WORKER, "true").with(RunOptions.UNRECORDED, "true");
    if (!isWhole()) {
      all =
          all.with(
              Remains.TARGETS,
              targets.stream().map(String::valueOf).collect(Collectors.joining(",")));
    }
    refuseOtherWorkers();
    try {
      return new LaneRunner(backend, all, state -> {}).run(items, task);
    } catch (LaneFailure e) {
      if (e.index() < 0 || e.getCause() == null) {
        throw e;
      }
      String why =
          e.getCause() instanceof IllegalStateException missing
              ? missing.getMessage()
              : what + " in worker " + (e.index() + 1) + ": " + Outcome.describe(e.getCause());
      throw new LaneFailure(why, e.index(), e.getCause(), e.run());
    }
  }

  /// A run beside another one gets other processes, which would have the values and end with it.
  private void refuseOtherWorkers() {
    WorkerPool pool = backend.pool(options);
    List<Integer> cells =
        pool.view().workers().stream()
            .filter(worker -> worker.state() == WorkerPools.State.BUSY)
            .map(WorkerPools.Worker::cell)
            .distinct()
            .sorted()
            .toList();
    if (!cells.isEmpty()) {
      throw new LaneFailure(
          "the workers of the pool `"
              + pool.name()
              + "` are in use by "
              + PoolTable.cells(cells)
              + ", and others do not have their variables. Wait until it has ended; an executor"
              + " has them until it is closed",
          -1,
          null,
          null);
    }
  }

  private static WorkerVariables.Key key(Variable variable, int version) {
    return new WorkerVariables.Key(variable.owner(), variable.name(), version);
  }

  /// A variable that workers must have.
  private WorkerVariables.Key held(String name) {
    Variable variable = variable(name);
    Integer version = backend.state(options).version(variable);
    if (version == null) {
      throw new LaneFailure(
          "no worker of the pool `"
              + backend.pool(options).name()
              + "` has a `"
              + name
              + "` of its own: push or scatter it, or let a body with --own or --everywhere assign"
              + " it",
          -1,
          null,
          null);
    }
    return key(variable, version);
  }

  private static EngineView notebook() {
    return Optional.ofNullable(Scope.current())
        .flatMap(scope -> scope.service(EngineView.class))
        .orElseThrow(() ->
            new IllegalStateException(
                "variables have names in a notebook only; outside of one, use apply"));
  }

  private static Variable variable(String name) {
    String holder =
        notebook()
            .holder(name)
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "the notebook has no variable `"
                        + name
                        + "`. Declare it first, for example `double[] "
                        + name
                        + " = null;`: bodies are compiled with its name and type"));
    return new Variable(holder, name, Variable.Kind.NOTEBOOK);
  }

  /// Refuses what the variable cannot hold, before anything is sent.
  private static void check(Variable variable, Object value) {
    try {
      Field field =
          notebook().loader().loadClass(variable.owner()).getDeclaredField(variable.name());
      Class<?> type = field.getType();
      boolean fits =
          value == null
              ? !type.isPrimitive()
              : MethodType.methodType(type).wrap().returnType().isInstance(value);
      if (!fits) {
        throw new IllegalArgumentException(
            "`"
                + variable.name()
                + "` is a "
                + Hindrance.readable(type.getTypeName())
                + " in the notebook and cannot hold "
                + (value == null ? "null" : "a " + Hindrance.type(value)));
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the engine lost variable " + variable.label(), e);
    }
  }

  @Override
  public String toString() {
    return "a view of "
        + (isWhole() ? "the " : "workers " + targets + " of the ")
        + options.workers()
        + " workers of the pool `"
        + backend.pool(options).name()
        + "`";
  }
}
