package org.jlanes.session;

import com.google.gson.JsonObject;
import java.io.PrintStream;
import java.lang.instrument.Instrumentation;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jlanes.channels.Channel;
import org.jlanes.channels.KernelChannels;
import org.jlanes.channels.Receivers;
import org.jlanes.engine.Engine;
import org.jlanes.engine.EngineFactory;
import org.jlanes.runtime.output.Outlets;
import org.jlanes.runtime.scope.CellOutput;
import org.jlanes.runtime.scope.ChildEnvironment;
import org.jlanes.session.history.Histories;
import org.jlanes.session.history.History;
import org.jlanes.session.startup.Startup;
import org.jlanes.wire.Author;
import org.jlanes.wire.ConnectionFile;
import org.jlanes.wire.Message;

/// A kernel at work: open channels, an engine, and the handlers between them. Safe for any thread.
public final class Session implements AutoCloseable {
  private final Author author = new Author("kernel");
  private final AtomicLong controlArrivals = new AtomicLong();
  private final SubshellTable subshells = new SubshellTable(this::shellDispatcher);
  private final RequestQueue controlQueue = new RequestQueue("control");
  private final Outlets outlets = new Outlets();
  private final RunningCells running = new RunningCells();
  private final RequestQueue refusedQueue = new RequestQueue("refused");
  private final EngineStart engine = new EngineStart();
  private final History history =
      Histories.open(System.getenv(), ChildEnvironment.home().toString());
  private final End end;
  private final Stdin stdin;
  private final KernelChannels channels;
  private final SessionState state;
  private final Bypass bypass;

  private Session(ConnectionFile connection, Life life, Startup startup, End end) {
    this.end = end;
    channels = new KernelChannels(connection, author);
    stdin = new Stdin(author, request -> channels.stdin().send(request), channels.iopub());
    state =
        new SessionState(
            author,
            channels.iopub(),
            stdin,
            outlets,
            engine,
            running,
            history,
            new CommTable(),
            new JobTable(),
            subshells,
            life,
            startup,
            new AtomicReference<>(life.previousDeath().orElse(null)));
    bypass = new Bypass(engine, subshells, author, channels.iopub());
  }

  /// Opens the channels and begins to answer; the engine is made meanwhile.
  ///
  /// @param startup what runs before the first cell
  /// @param life knows how the kernel before ended
  /// @param end told when the kernel is to end: on a socket's thread when a request for it has
  ///   come, on the control thread when that was answered
  /// @throws org.jlanes.channels.ChannelException if a port is taken
  public static Session start(
      ConnectionFile connection,
      EngineFactory factory,
      Optional<Instrumentation> instrumentation,
      Startup startup,
      Life life,
      End end) {
    Session session = new Session(connection, life, startup, end);
    session.begin();
    session.engine.begin(factory, instrumentation, startup);
    return session;
  }

  private void begin() {
    channels.open(new Receivers(this::shellMessage, this::controlMessage, stdin::receive));
    JsonObject starting = new JsonObject();
    starting.addProperty("execution_state", "starting");
    channels.iopub().publish(author.message("status", new JsonObject(), starting));
    controlQueue.start(new Dispatcher(controlHandlers()));
    refusedQueue.start(new Dispatcher(SubshellRequest::refuse));
    bypass.start();
    subshells.start();
  }

  private Dispatcher shellDispatcher(Subshell shell) {
    return new Dispatcher(Map.copyOf(shellHandlers(state, shell))::get, shell::idle);
  }

  private static Map<String, Handler> shellHandlers(SessionState state, Subshell shell) {
    Map<String, Handler> handlers = new HashMap<>();
    handlers.put("execute_request", new ExecuteRequest(state, shell));
    handlers.put("complete_request", new CompleteRequest(state.engine()));
    handlers.put("inspect_request", new InspectRequest(state.engine()));
    handlers.put("is_complete_request", new IsCompleteRequest(state.engine()));
    handlers.put("history_request", new HistoryRequest(state.history()));
    handlers.put("kernel_info_request", new KernelInfoRequest());
    handlers.putAll(new CommRequests(state, shell).handlers());
    handlers.put("interrupt_request", new InterruptRequest(state.running()));
    return handlers;
  }

  private Map<String, Handler> controlHandlers() {
    Map<String, Handler> handlers = new HashMap<>();
    handlers.put("kernel_info_request", new KernelInfoRequest());
    handlers.put("interrupt_request", new InterruptRequest(running));
    handlers.put("shutdown_request", new ShutdownRequest(end));
    handlers.put("usage_request", new UsageRequest());
    handlers.put("debug_request", new DebugRequest());
    handlers.putAll(new SubshellRequest(subshells, running).handlers());
    return handlers;
  }

  private void shellMessage(Message message) {
    Channel back = reply -> channels.shell().send(reply);
    // Older clients shut down on shell; that must not wait for a running cell either.
    if (isShutdown(message)) {
      control(message, back);
      return;
    }
    Optional<Subshell> shell = subshells.of(message);
    if (shell.isPresent() && bypass.takes(shell.get(), message.type())) {
      bypass.add(request(message, 0, back));
      return;
    }
    boolean taken =
        shell.isPresent() && shell.get().add(request(message, shell.get().arrived(), back));
    if (!taken) {
      refusedQueue.add(request(message, 0, back));
    }
  }

  private void controlMessage(Message message) {
    control(message, reply -> channels.control().send(reply));
  }

  private void control(Message message, Channel back) {
    controlQueue.add(request(message, controlArrivals.incrementAndGet(), back));
    if (isShutdown(message)) {
      end.announce();
    }
  }

  private static boolean isShutdown(Message message) {
    return message.type().equals("shutdown_request");
  }

  private Request request(Message message, long arrival, Channel back) {
    return new Request(message, arrival, author, back, channels.iopub());
  }

  /// Where the channels listen, with the ports that were chosen. For the thread that started this.
  public ConnectionFile connection() {
    return channels.connection();
  }

  /// Stops the running cells, as `interrupt_request` does. Does nothing when the kernel is idle.
  public void interrupt() {
    running.interrupt();
  }

  /// The cells that native code can name as those whose output it writes.
  public Outlets outlets() {
    return outlets;
  }

  /// Where output goes that no cell owns: under the latest cell, before the first to `log`.
  public CellOutput orphanOutput(PrintStream log) {
    return new OrphanOutput(running, log);
  }

  /// The engine, if it has been made.
  public Optional<Engine> engine() {
    return engine.now();
  }

  /// Writes and sends what waits and closes the channels. A running cell is not waited for.
  @Override
  public void close() {
    history.close();
    channels.close();
  }
}
