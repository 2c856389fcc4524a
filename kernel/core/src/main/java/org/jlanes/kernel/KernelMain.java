package org.jlanes.kernel;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.System.Logger.Level;
import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jlanes.channels.ChannelException;
import org.jlanes.channels.Registration;
import org.jlanes.engine.Engine;
import org.jlanes.engine.EngineFactory;
import org.jlanes.runtime.display.Troubleshooting;
import org.jlanes.runtime.output.CellConsole;
import org.jlanes.runtime.output.ScopedStreams;
import org.jlanes.runtime.output.StandardDescriptors;
import org.jlanes.runtime.scope.ChildEnvironment;
import org.jlanes.runtime.system.TemporaryFolder;
import org.jlanes.session.Session;
import org.jlanes.session.startup.Startup;
import org.jlanes.wire.ConnectionFileException;
import org.jlanes.wire.RegistrationFile;
import org.jlanes.wire.StartFile;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/// The kernel's main class: `java -jar jlanes-kernel.jar CONNECTION_FILE`, with the options of
/// [KernelArguments] before it.
///
/// `CONNECTION_FILE` may be a registration file: then the kernel chooses its ports and registers
/// them. Answers as soon as its channels are open and makes the engine meanwhile. Writes nothing to
/// the standard output it was started with; what cannot be served is explained on standard error,
/// with exit status 2.
public final class KernelMain {
  private static final System.Logger LOG = System.getLogger(KernelMain.class.getName());
  private static final int CANNOT_START = 2;

  /// After this the first cell has ended, or is in no hurry.
  private static final Duration SOON = Duration.ofSeconds(1);

  private KernelMain() {}

  /// Runs a kernel until it is shut down or its parent dies.
  public static void main(String[] args) {
    try {
      KernelArguments arguments = KernelArguments.of(args);
      if (OptionsCheck.isAskedFor(args)) {
        OptionsCheck.run(given -> engine(given, arguments.compilerOptions()));
      } else {
        run(arguments);
      }
    } catch (ConnectionFileException e) {
      explain(System.err, e);
      Runtime.getRuntime().halt(CANNOT_START);
    }
  }

  private static void run(KernelArguments arguments) {
    StandardDescriptors descriptors = new StandardDescriptors();
    CompletableFuture<StandardDescriptors> diverted = new CompletableFuture<>();
    CompletableFuture<Void> hasRun = new CompletableFuture<>();
    PrintStream log = descriptors.log();
    KernelLog.begin(log, System.getenv("JLANES_LOG"));
    // Nothing may reach the real standard output, also before output is routed to cells.
    System.setOut(log);
    TemporaryFolder.begin();
    EarlyEngine early =
        EarlyEngine.begin(() -> engine(KernelAgent.instrumentation(), arguments.compilerOptions()));
    Ending ending = new Ending(descriptors::guardian);
    try {
      Path file = arguments.connectionFile();
      StartFile start = StartFile.read(file);
      ParentWatch.begin(System.getenv("JPY_PARENT_PID"), ending::begin);
      LifeMark life = LifeMark.find(marks(), start);
      ConnectionCopy copy = ConnectionCopy.beside(file);
      ending.atTheEnd(life, copy::remove);
      Session session =
          Session.start(
              start.connection(),
              _ -> new SettlingEngine(early.get(), diverted, hasRun),
              KernelAgent.instrumentation(),
              new Startup(arguments.startupFiles()),
              life,
              ending);
      life.begins();
      if (start instanceof RegistrationFile registration) {
        copy.write(session.connection());
        Registration.announce(registration, session.connection());
      }
      ScopedStreams.install(session.orphanOutput(log));
      CellConsole.install(KernelAgent.instrumentation());
      // A SIGINT to the process group must not end the kernel: it is an interrupt.
      on("INT", signal -> session.interrupt());
      on("TERM", ending::terminate);
      on("HUP", ending::terminate);
      Runtime.getRuntime().addShutdownHook(new Thread(ending::atExit, "jlanes-termination"));
      divert(descriptors, session);
      diverted.complete(descriptors);
      var unused =
          hasRun
              .completeOnTimeout(null, SOON.toMillis(), TimeUnit.MILLISECONDS)
              .thenRunAsync(() -> prepareTheEnd(ending));
      ending.await(session);
    } catch (ConnectionFileException | ChannelException e) {
      explain(log, e);
      ending.cleanUp();
      Runtime.getRuntime().halt(CANNOT_START);
    }
  }

  /// What the first cell does not need, and would have to wait for.
  private static void prepareTheEnd(Ending ending) {
    try {
      ending.prepare();
      TemporaryFolder.sweep();
    } catch (RuntimeException | Error e) {
      LOG.log(Level.WARNING, "preparing the end", e);
    }
  }

  private static void explain(PrintStream log, Exception problem) {
    log.println(
        "jlanes kernel: " + problem.getMessage() + ". " + Troubleshooting.CONNECTION_FILE.hint());
  }

  /// Handles a signal, where the JVM has it: with `-Xrs` it leaves these to the system.
  private static void on(String signal, SignalHandler handler) {
    try {
      Signal.handle(new Signal(signal), handler);
    } catch (IllegalArgumentException e) {
      LOG.log(
          Level.WARNING,
          () -> "SIG" + signal + " will end the kernel at once (is -Xrs in JDK_JAVA_OPTIONS?)",
          e);
    }
  }

  private static Path marks() {
    return StateFolder.of(System.getenv(), ChildEnvironment.home().toString()).resolve("kernels");
  }

  /// While the engine is made, which takes longer.
  private static void divert(StandardDescriptors descriptors, Session session) {
    try {
      descriptors.divert(session.outlets(), session::orphanOutput);
    } catch (IOException | RuntimeException | LinkageError e) {
      LOG.log(Level.WARNING, "what native code prints will be here and not in cells", e);
    }
  }

  private static Engine engine(
      Optional<Instrumentation> instrumentation, List<String> compilerOptions) {
    return ServiceLoader.load(EngineFactory.class)
        .findFirst()
        .orElseThrow(() ->
            new IllegalStateException(
                "this kernel was built without an engine (no META-INF/services/"
                    + EngineFactory.class.getName()
                    + "); build it again"))
        .create(instrumentation, compilerOptions);
  }
}
