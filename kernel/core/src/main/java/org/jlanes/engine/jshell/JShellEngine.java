package org.jlanes.engine.jshell;

import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jlanes.engine.Assist;
import org.jlanes.engine.Engine;
import org.jlanes.engine.names.ClassIndex;
import org.jlanes.engine.source.JavaSplitter;
import org.jlanes.runtime.display.MimeBundle;
import org.jlanes.runtime.display.Shown;
import org.jlanes.runtime.engine.CellFailure;
import org.jlanes.runtime.engine.EngineView;
import org.jlanes.runtime.engine.MappedSource;
import org.jlanes.runtime.engine.NotebookEngine;
import org.jlanes.runtime.engine.TraceLines;
import org.jlanes.runtime.scope.Scope;
import org.jlanes.runtime.system.JvmOptions;

/// The engine on JShell: puts its parts together and runs each cell on a thread of its own.
public final class JShellEngine implements Engine {
  private static final Duration QUIET = Duration.ofSeconds(2);

  /// Bytes that warming up may take at most.
  private static final long ROOM = 64L << 20;

  private final Shell shell;
  private final Notebook notebook;
  private final ClassIndex index;
  private final MagicTable magics;
  private final Assist assist;
  private final IdleTime idle = new IdleTime();

  /// An engine that is ready to run.
  ///
  /// @param instrumentation for redefinition; without it, variables are reset more often
  /// @param compilePath what cells compile against besides the JDK and their own jars
  public JShellEngine(Optional<Instrumentation> instrumentation, List<Path> compilePath) {
    this(instrumentation, compilePath, List.of());
  }

  /// An engine that compiles cells with some options of the compiler besides those that correspond
  /// to the JVM's (preview features, modules).
  ///
  /// @throws IllegalArgumentException if the compiler does not take them
  JShellEngine(
      Optional<Instrumentation> instrumentation,
      List<Path> compilePath,
      List<String> compilerOptions) {
    ClassLoader kernel = JShellEngine.class.getClassLoader();
    UserLoader loader = new UserLoader(new ApiLoader(kernel));
    // Not earlier: while there is a transformer, the JVM fetches the class file of each class that
    // it loads, also of those in its archives, such as the compiler's.
    instrumentation.ifPresent(
        jvm -> loader.beforeTheFirst(() -> jvm.addTransformer(new OtherLoaders(loader))));
    CompilerOptions options =
        new CompilerOptions(
            // -g: names of local variables, for what the JVM says of a null.
            Stream.concat(Stream.of("-g"), JvmOptions.forTheCompiler().stream()).toList(),
            compilerOptions);
    shell = new Shell(loader, instrumentation, compilePath, options);
    JavaSplitter splitter = new JavaSplitter();
    index = new ClassIndex(compilePath, loader::classPath);
    AssistFactory assistance = assistance(kernel);
    ShownValues shown = new ShownValues(new ObjectSizes(instrumentation));
    notebook =
        new Notebook(
            shell, splitter, shown, assistance.advice(index), new LiveModules(instrumentation));
    magics = new MagicTable(kernel, loader);
    assist = assistance.create(new ShellAnalysis(shell), index, splitter, magics::all);
    DefaultImports.declare(shell, loader);
    Thread.setDefaultUncaughtExceptionHandler(new UncaughtErrors(notebook.tracebacks()));
  }

  private static AssistFactory assistance(ClassLoader kernel) {
    return ServiceLoader.load(AssistFactory.class, kernel)
        .findFirst()
        .orElseThrow(() ->
            new IllegalStateException(
                "this kernel was built without META-INF/services/"
                    + AssistFactory.class.getName()
                    + "; build it again"));
  }

  @Override
  public MimeBundle run(String code, Scope scope, boolean silent) throws CellFailure {
    return run(scope, () -> new CellRun(notebook, magics, code, scope).run(silent));
  }

  @Override
  public void call(Callable<?> task, Scope scope) throws CellFailure {
    MimeBundle unused = run(scope, () -> new TaskRun(notebook, scope).run(task));
  }

  @Override
  public MimeBundle evaluate(String expression, Scope scope) throws CellFailure {
    return run(
        scope, () -> CellRun.shown(notebook.evaluate(MappedSource.ofCell(expression)).value()));
  }

  private MimeBundle run(Scope scope, Callable<MimeBundle> work) throws CellFailure {
    idle.begin();
    try {
      return new ScopedRun(shell, notebook, scope).run(work);
    } finally {
      idle.end();
    }
  }

  @Override
  public Completeness isComplete(String code) {
    return assist.isComplete(code);
  }

  @Override
  public Completions complete(String code, int cursor) {
    shell.indexing().finish();
    return assist.complete(code, cursor);
  }

  @Override
  public MimeBundle inspect(String code, int cursor, int detail) {
    return assist.inspect(code, cursor, detail);
  }

  @Override
  public EngineView view() {
    return notebook;
  }

  @Override
  public Map<Class<?>, Object> services() {
    return Map.of(
        EngineView.class,
        notebook,
        NotebookEngine.class,
        notebook,
        TraceLines.class,
        new PrintedTraces(notebook.frames()),
        Shown.Values.class,
        notebook.shown());
  }

  /// How much is kept of the snippets that have run.
  Shell.Size size() {
    return shell.size();
  }

  @Override
  public void warmUp() {
    // Completion needs a second of the engine thread: not while somebody waits for a cell.
    if (idle.await(QUIET) && hasRoom()) {
      shell.indexing().finish();
      assist.warmUp();
      index.prepare();
    }
  }

  /// Whether there is memory for what only saves time. A cell may have filled the heap: what is
  /// left is needed to run the next one, which can let go of it.
  private static boolean hasRoom() {
    Runtime jvm = Runtime.getRuntime();
    return jvm.maxMemory() - jvm.totalMemory() + jvm.freeMemory() > ROOM;
  }

  @Override
  public void close() {
    idle.close();
    shell.close();
  }
}
