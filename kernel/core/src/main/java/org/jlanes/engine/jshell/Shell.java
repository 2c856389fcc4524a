package org.jlanes.engine.jshell;

import java.io.File;
import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.VarSnippet;
import org.jlanes.runtime.engine.CellFailure;
import org.jlanes.runtime.engine.MappedSource;

/// JShell on the engine threads, and the hand-over of user code to the thread of its cell. May be
/// called by any thread; cells may be under way on several at once.
final class Shell {
  private final EngineThreads engine = new EngineThreads();
  private final UserLoader loader;
  private final List<Path> compilePath;
  private final CompilerOptions options;
  private final Control control;
  private final Origins origins;
  private final Variables variables;
  private final JShell jshell;
  private final Indexing indexing;
  private final CompilerPool compilers;
  private final FewerImports imports;
  private final DeadSnippets dead;
  private final LeanWraps lean = new LeanWraps();
  private final PlainCompiler plain;

  /// What evaluations have left behind that nothing has been carried over from yet. Belongs to the
  /// engine thread that has the turn.
  private final Pending pending = new Pending();

  private final Replacement replacement;

  /// @param compilePath what cells compile against besides the JDK and their own jars
  /// @param options how cells are compiled
  Shell(
      UserLoader loader,
      Optional<Instrumentation> instrumentation,
      List<Path> compilePath,
      CompilerOptions options) {
    this.loader = loader;
    this.compilePath = List.copyOf(compilePath);
    this.options = options;
    this.origins = new Origins();
    this.control =
        new Control(loader, instrumentation, engine, origins::loaded, origins::standsFor);
    this.variables = new Variables(loader);
    this.jshell = engine.ask(() -> ShellMaker.make(control, compilePath, options));
    this.indexing = engine.ask(() -> Indexing.suspended(jshell));
    this.compilers = new CompilerPool(jshell);
    this.imports = new FewerImports(jshell);
    this.dead = new DeadSnippets(jshell);
    options.of(jshell);
    this.plain = new PlainCompiler(jshell);
    this.replacement =
        new Replacement(jshell, loader, control, variables, new OpenFields(instrumentation));
  }

  /// What only completion needs.
  Indexing indexing() {
    return indexing;
  }

  /// How cells are compiled.
  CompilerOptions options() {
    return options;
  }

  /// Compiles a unit on an engine thread and runs its code on the calling thread.
  Evaluated eval(Unit unit) {
    return eval(unit, false);
  }

  /// As [#eval], for a unit that may declare one of several types that belong together: what the
  /// notebook holds of them is carried over when all of them are there.
  ///
  /// @param more whether the same cell declares another one next
  Evaluated eval(Unit unit, boolean more) {
    return CellTurn.during(engine, cell -> evalGuarded(unit, more, cell));
  }

  /// Runs code that declares nothing, statements and maybe an expression behind them, in one step.
  ///
  /// @return empty if that cannot be done, and nothing has run: [#eval] can, or says why not
  Optional<PlainRun> run(List<MappedSource> statements, MappedSource expression, int cell) {
    return CellTurn.during(
        engine,
        running -> {
          compilers.prepare();
          Optional<PlainCompiler.Plain> code = plain.compile(statements, expression);
          code.ifPresent(made -> dead.forgetCompiled(made.files().keySet()));
          Optional<PlainRun> run =
              code.map(made -> PlainRun.of(made, cell, origins, control, running));
          forgetTheUnloaded();
          return run;
        });
  }

  /// Whatever fails, the cell must hear of it: it waits for this only.
  private Evaluated evalGuarded(Unit unit, boolean more, Consumer<Invocation> cell) {
    try {
      return evalHere(unit, more, cell);
    } catch (RuntimeException | Error e) {
      return Evaluated.crashed(control.last(), e);
    } finally {
      forgetTheDead();
    }
  }

  /// Lets go of what nobody can refer to any more, and forgets what is gone.
  private void forgetTheDead() {
    if (!pending.isEmpty()) {
      return;
    }
    Set<String> live = dead.liveClasses();
    dead.sweep(live);
    loader.keepOnly(live);
    forgetTheUnloaded();
  }

  private void forgetTheUnloaded() {
    List<String> unloaded = loader.takeUnloaded();
    origins.forget(unloaded);
    variables.forget(unloaded);
    control.forget(unloaded);
  }

  /// What is kept of snippets.
  ///
  /// @param classes those around snippets, in use or not unloaded yet
  /// @param origins classes whose sources are known
  /// @param holders classes that hold variables, or held some
  /// @param entries in JShell's largest table
  record Size(int classes, int origins, int holders, int entries) {}

  /// How much is kept now.
  Size size() {
    return engine.ask(() -> {
      forgetTheDead();
      return new Size(loader.snippets(), origins.size(), variables.holders(), dead.largestTable());
    });
  }

  private Evaluated evalHere(Unit unit, boolean more, Consumer<Invocation> cell) {
    Map<String, SnippetLoader> before = pending.before().orElseGet(loader::kept);
    origins.begin(unit);
    control.runOn(invocation -> {
      origins.settle(invocation.className(), jshell);
      cell.accept(invocation);
    });
    List<SnippetEvent> events;
    Replaced hidden = Replaced.NOTHING;
    try {
      List<SnippetEvent> gone = new NameClashes(jshell).makeRoom(unit.source().text());
      if (!gone.isEmpty()) {
        hidden = replacement.carryOver(gone, before, control.takeReplaced());
      }
      String text = unit.source().text();
      compilers.prepare();
      events = imports.during(text, () -> jshell.eval(text));
    } catch (Throwable crash) {
      // javac dies in many ways, of assertion errors as well as of exceptions.
      return Evaluated.crashed(control.last(), crash);
    }
    origins.settle("", jshell);
    List<Evaluated.Result> results = new ArrayList<>();
    boolean executed = control.last() != null;
    for (SnippetEvent event : events) {
      if (event.causeSnippet() == null) {
        results.add(Evaluated.Result.of(event, executed, jshell));
      }
    }
    for (SnippetEvent event : events) {
      origins.remember(event.snippet(), jshell);
      if (jshell.status(event.snippet()).isDefined()) {
        lean.shorten(
            event.snippet(), jshell.sourceCodeAnalysis().wrapper(event.snippet()).wrapped());
      }
    }
    Invocation.Outcome outcome = control.last();
    Refused refused = new Refused(jshell, origins, control, variables);
    events = refused.undone(events);
    pending.add(events, before, control.takeReplaced());
    boolean isRefused = results.stream().anyMatch(Evaluated.Result::rejected);
    Replaced replaced =
        more && !isRefused ? Replaced.NOTHING : pending.take(replacement::carryOver);
    results.stream()
        .filter(Evaluated.Result::isTemporary)
        .forEach(temporary -> discard((VarSnippet) temporary.snippet()));
    refused.giveBack();
    return new Evaluated(
        results, outcome, hidden.and(replaced), Evaluated.brokenBy(events), Optional.empty());
  }

  /// Forgets the variable that JShell makes for the value of an expression: it would keep every
  /// value that was ever shown.
  private void discard(VarSnippet temporary) {
    variables.clear(wrapperClass(temporary), temporary.name());
    if (jshell.status(temporary).isActive()) {
      jshell.drop(temporary);
    }
  }

  /// Forgets a snippet, if it is in force.
  void drop(Snippet snippet) {
    with(shell -> {
      if (shell.status(snippet).isActive()) {
        shell.drop(snippet);
      }
      return null;
    });
  }

  private String wrapperClass(Snippet snippet) {
    return jshell.sourceCodeAnalysis().wrapper(snippet).fullClassName();
  }

  /// Runs a task that needs JShell on an engine thread.
  <T> T with(java.util.function.Function<JShell, T> task) {
    return engine.ask(() -> task.apply(jshell));
  }

  /// What must be put in front of names so that code does without its imports.
  ///
  /// @throws CellFailure if an import does not compile, or makes a name ambiguous
  List<MappedSource.Edit> writtenOut(BodyImports.Code code) throws CellFailure {
    record Done(List<MappedSource.Edit> edits, CellFailure failure) {}
    Done done =
        with(shell -> {
          try {
            return new Done(
                new BodyImports(shell, loader, compilePath, options.all()).writtenOut(code), null);
          } catch (CellFailure failure) {
            return new Done(List.of(), failure);
          }
        });
    if (done.failure != null) {
      throw done.failure;
    }
    return done.edits;
  }

  /// The source that a snippet was made of, on the engine thread.
  Optional<MappedSource> origin(Snippet snippet) {
    return origins.unit(snippet, jshell).map(Unit::source);
  }

  /// Names something else than variables that holds values of the notebook.
  ///
  /// @param holder gives each of its values to a function and keeps what that returns
  void replaceAlso(Consumer<UnaryOperator<Object>> holder) {
    engine.ask(() -> {
      replacement.also(holder);
      return null;
    });
  }

  Variables variables() {
    return variables;
  }

  UserLoader loader() {
    return loader;
  }

  /// Where a frame of notebook code stands. Any thread; waits while the compiler works.
  Optional<Origins.Place> locate(StackTraceElement frame) {
    return origins.knows(frame.getClassName())
        ? engine.ask(() -> origins.locate(frame, jshell))
        : Optional.empty();
  }

  /// Adds entries to what cells compile against and run with.
  void addToClassPath(List<Path> entries) {
    String joined =
        entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    with(shell -> {
      shell.addToClasspath(joined);
      return null;
    });
  }

  void close() {
    indexing.begin();
    engine.post(jshell::close);
    engine.close();
  }
}
