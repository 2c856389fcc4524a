package org.jlanes.magics.lane;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jlanes.lanes.LaneBody;
import org.jlanes.lanes.LaneFailure;
import org.jlanes.lanes.LaneRun;
import org.jlanes.lanes.Source;
import org.jlanes.lanes.Task;
import org.jlanes.lanes.run.LaneHistory;
import org.jlanes.lanes.run.LaneProviders;
import org.jlanes.lanes.run.LaneRunner;
import org.jlanes.lanes.run.LiveProgress;
import org.jlanes.lanes.run.Outlet;
import org.jlanes.lanes.run.RunOptions;
import org.jlanes.magics.header.GivenOption;
import org.jlanes.magics.header.Item;
import org.jlanes.magics.header.LaneHeader;
import org.jlanes.magics.header.Target;
import org.jlanes.runtime.engine.CellFailure;
import org.jlanes.runtime.engine.MappedSource;
import org.jlanes.runtime.engine.NotebookEngine;
import org.jlanes.runtime.magic.MagicCall;
import org.jlanes.runtime.magic.MagicError;
import org.jlanes.runtime.magic.MagicResult;
import org.jlanes.runtime.scope.CancelledError;

/// One cell with a lane magic, from its text to its results. Used once, on the cell's thread.
final class LaneCell {
  private final MagicCall call;
  private final String lane;
  private final NotebookEngine engine;
  private long compileNanos;

  LaneCell(MagicCall call, String lane) {
    this.call = call;
    this.lane = lane;
    this.engine = call.engine();
  }

  MagicResult run() throws Exception {
    LaneHeader header =
        LaneHeader.parse(
            call.cell(),
            call.headerStart(),
            call.headerEnd(),
            call.name(),
            LaneOptions.of(lane),
            LaneOptions.foreign(lane));
    checkItems(header);
    LaneMagic.refuseLineMagics(call.draft());
    MappedSource body =
        MappedSource.builder(call.cell()).cell(call.bodyStart(), call.bodyEnd()).build();
    List<NotebookEngine.BodyPart> parts = engine.parse(body);
    if (parts.isEmpty()) {
      throw new MagicError(
          "the body is empty",
          call.headerStart() - call.name().length() - 2,
          call.headerStart(),
          "write below the header what is to be done with each item");
    }
    Target target = header.target().orElse(null);
    ResultType type = target == null ? ResultType.INFERRED : ResultType.of(target, call.cell());
    LaneSource source = new LaneSource(call.cell(), header, type, body, parts);
    RunOptions options = LaneOptions.read(header.options(), call.cell(), engine);
    refuseOtherMachines(header);
    refuseItemsEverywhere(header);
    options = KeptOptions.complete(options, header);
    refuseMissingValue(source.endsInExpression() || source.returnsValue(), target);
    long began = System.nanoTime();
    CompiledBody compiled = new LaneCompiler(engine, call.cell(), header).compile(source);
    compileNanos = System.nanoTime() - began;
    refuseMissingValue(compiled.hasValue(), target);
    ResultType written =
        target == null ? type : ResultType.of(target, call.cell(), compiled.names());
    Results results = Results.of(engine, written, compiled, target, call.cell());
    Optional<GivenOption> unordered = header.option("unordered");
    if (unordered.isEmpty()) {
      LaneRun<?> run =
          run(compiled.body(), options, new LaneTrouble(engine, target, false), Outlet.none());
      return result(run, compiled, results, target);
    }
    Arriving arriving = Arriving.begin(unordered.get(), options, compiled, results, target, engine);
    return growing(compiled, options, target, arriving);
  }

  static void checkItems(LaneHeader header) throws MagicError {
    if (header.items().size() > LaneSource.mostItems()) {
      Item item = header.items().get(LaneSource.mostItems());
      throw new MagicError(
          "an item can be taken apart into three parts at most",
          item.span().start(),
          item.span().end(),
          "take the item as a whole, and apart in the body");
    }
  }

  private static void refuseOtherMachines(LaneHeader header) throws MagicError {
    Optional<GivenOption> on = header.option("on");
    if (on.isPresent()) {
      throw new MagicError(
          "workers on other machines are not there yet",
          on.get().span().start(),
          on.get().span().end(),
          "leave --on out: the workers then run on this machine");
    }
  }

  private static void refuseItemsEverywhere(LaneHeader header) throws MagicError {
    for (String name : List.of("everywhere", "own")) {
      Optional<GivenOption> option = header.option(name);
      if (option.isPresent() && !header.items().isEmpty()) {
        throw new MagicError(
            "--" + name + " is for a body without items, which runs once in each worker",
            option.get().span().start(),
            option.get().span().end(),
            "leave out --" + name + ", or the items and their source");
      }
    }
  }

  private void refuseMissingValue(boolean hasValue, Target target) throws MagicError {
    if (!hasValue && target != null) {
      throw new MagicError(
          "the body has no value for `" + target.name() + "`",
          target.span().start(),
          target.span().end(),
          "return a value, or end the body with an expression without `;`; or remove `-> "
              + target.name()
              + "`");
    }
  }

  private MagicResult growing(
      CompiledBody compiled, RunOptions options, Target target, Arriving arriving)
      throws Exception {
    String end = "the cell failed";
    try {
      LaneTrouble trouble = new LaneTrouble(engine, target, true);
      LaneRun<?> run = run(compiled.body(), options, trouble, arriving);
      end = null;
      warn(run, target, null);
    } catch (CancelledError interrupted) {
      end = "the cell was interrupted";
      throw interrupted;
    } catch (CellFailure failure) {
      end = failure.text();
      throw failure;
    } finally {
      arriving.arrivals().ended(end);
    }
    return target != null
        ? MagicResult.none()
        : MagicResult.of(arriving.results().growing(), arriving.arrivals());
  }

  private LaneRun<?> run(
      LaneBody<?, ?> body, RunOptions options, LaneTrouble trouble, Outlet<Object> outlet)
      throws Exception {
    LaneHistory history = LaneHistory.current();
    LaneRun<?> before = history.last().orElse(null);
    try (LiveProgress progress = LiveProgress.of(options)) {
      try {
        LaneRunner runner = new LaneRunner(LaneProviders.backend(lane), options, progress);
        LaneRun<?> run = start(body, runner, outlet).compiledIn(compileNanos);
        history.record(run);
        show(run, options, progress);
        return run;
      } catch (LaneFailure failure) {
        if (failure.run() != null) {
          LaneRun<?> run = failure.run().compiledIn(compileNanos);
          history.record(run);
          show(run, options, progress);
        }
        throw trouble.failure(failure);
      } catch (CancelledError interrupted) {
        LaneRun<?> run = history.last().orElse(null);
        if (run != before) {
          show(run, options, progress);
          System.err.println(trouble.kept(run));
        }
        throw interrupted;
      }
    }
  }

  // a body without a source has the worker's number as its item; an outlet takes any result
  @SuppressWarnings("unchecked")
  private static <T, R> LaneRun<R> start(
      LaneBody<T, R> body, LaneRunner runner, Outlet<Object> outlet) throws Exception {
    Callable<Source<T>> source = body.source();
    Outlet<R> results = (Outlet<R>) (Outlet<?>) outlet;
    return source == null
        ? runner.runOnEachWorker((Task<Integer, R>) body.task(), results)
        : runner.run(source.call(), body.task(), results);
  }

  private static void show(LaneRun<?> run, RunOptions options, LiveProgress progress) {
    if (!options.quiet()) {
      progress.close(run.toMimeBundle());
    }
  }

  private static void warn(LaneRun<?> run, Target target, String filler) {
    if (!run.failures().isEmpty()) {
      System.err.println(LaneTrouble.warning(run, target, filler));
    }
  }

  private MagicResult result(LaneRun<?> run, CompiledBody compiled, Results results, Target target)
      throws CellFailure {
    warn(run, target, results.filler());
    if (!compiled.hasValue()) {
      return MagicResult.none();
    }
    Object values = results.form(run.values());
    if (target == null) {
      return MagicResult.of(results.declared(), values);
    }
    engine.declare(target.name(), results.declared(), values);
    return MagicResult.none();
  }
}
