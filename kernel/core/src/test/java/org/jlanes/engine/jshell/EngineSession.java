package org.jlanes.engine.jshell;

import java.io.PrintStream;
import java.lang.instrument.Instrumentation;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jlanes.engine.Engine;
import org.jlanes.runtime.display.MimeBundle;
import org.jlanes.runtime.engine.CellFailure;
import org.jlanes.runtime.output.ScopedStreams;
import org.jlanes.runtime.scope.CellOutput;
import org.jlanes.runtime.scope.RecordedOutput;
import org.jlanes.runtime.scope.Scope;

/// A notebook without sockets for tests: runs cells and remembers what each of them put out.
final class EngineSession implements AutoCloseable {
  static {
    PrintStream console = System.out;
    ScopedStreams.install(
        new RecordedOutput() {
          @Override
          public synchronized void write(
              CellOutput.Stream stream, byte[] bytes, int offset, int length) {
            console.write(bytes, offset, length);
          }
        });
  }

  private final JShellEngine engine;
  private final AtomicInteger counter = new AtomicInteger();
  private final Map<Integer, RecordedOutput> outputs = new ConcurrentHashMap<>();
  private String typed = "";

  EngineSession() {
    this(TestAgent.instrumentation());
  }

  EngineSession(Optional<Instrumentation> instrumentation) {
    engine = new JShellEngine(instrumentation, CompilePath.find());
  }

  /// What a cell gave.
  ///
  /// @param value its value as plain text, or null
  record Outcome(int cell, String value, CellFailure failure, RecordedOutput output) {
    String stdout() {
      return output.stdout();
    }

    String stderr() {
      return output.stderr();
    }

    /// The traceback without colours.
    String traceback() {
      return String.join("\n", failure.traceback()).replaceAll("\u001b\\[\\d*m", "");
    }
  }

  Engine engine() {
    return engine;
  }

  /// What the engine keeps of the snippets that have run, after unused classes were unloaded.
  Shell.Size size() {
    System.gc();
    return engine.size();
  }

  /// What the person at the front end answers from now on.
  void type(String line) {
    typed = line;
  }

  /// Runs a cell to its end, whatever that is.
  Outcome run(String code) {
    return run(code, scope());
  }

  Scope scope() {
    int cell = counter.incrementAndGet();
    RecordedOutput output = new RecordedOutput(typed);
    outputs.put(cell, output);
    return new Scope("test-" + cell, cell, output, engine.services());
  }

  Outcome run(String code, Scope scope) {
    RecordedOutput output = outputs.get(scope.cell());
    try {
      MimeBundle value = engine.run(code, scope, false);
      return new Outcome(scope.cell(), value == null ? null : value.plain(), null, output);
    } catch (CellFailure failure) {
      return new Outcome(scope.cell(), null, failure, output);
    }
  }

  /// Runs a cell that must succeed.
  ///
  /// @return its value as plain text
  String value(String code) {
    Outcome outcome = run(code);
    if (outcome.failure() != null) {
      throw new AssertionError(code + "\n" + outcome.traceback(), outcome.failure());
    }
    return outcome.value();
  }

  /// Starts a cell, cancels it when it has printed `started`, and waits for its end.
  Outcome interrupt(String code) throws Exception {
    Scope scope = scope();
    CompletableFuture<Outcome> ended =
        CompletableFuture.supplyAsync(() -> run(code, scope), Thread::startVirtualThread);
    RecordedOutput output = outputs.get(scope.cell());
    output.await("`started`", () -> output.stdout().contains("started"));
    scope.cancel("interrupted");
    return ended.get(RecordedOutput.PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  /// Waits until a running cell has printed something.
  void awaitOutput(Scope scope, String text) throws InterruptedException {
    RecordedOutput output = outputs.get(scope.cell());
    output.await("`" + text + "`", () -> output.stdout().contains(text));
  }

  @Override
  public void close() {
    engine.close();
  }
}
