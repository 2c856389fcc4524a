package org.jlanes.engine.jshell;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jlanes.engine.Engine;
import org.jlanes.runtime.display.MimeBundle;
import org.jlanes.runtime.engine.CellFailure;
import org.jlanes.runtime.output.ScopedStreams;
import org.jlanes.runtime.scope.CellOutput;
import org.jlanes.runtime.scope.Scope;

/// A notebook without sockets for tests: runs cells and remembers what each of them put out.
final class EngineSession implements AutoCloseable {
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  static {
    java.io.PrintStream console = System.out;
    ScopedStreams.install(
        new Recorder("") {
          @Override
          public void write(Stream stream, byte[] bytes, int offset, int length) {
            console.write(bytes, offset, length);
          }
        });
  }

  private final Engine engine = new JShellEngine(TestAgent.instrumentation(), CompilePath.find());
  private final AtomicInteger counter = new AtomicInteger();
  private final Map<Integer, Recorder> outputs = new ConcurrentHashMap<>();
  private String typed = "";

  /// What a cell gave.
  ///
  /// @param value its value as plain text, or null
  record Outcome(int cell, String value, CellFailure failure, Recorder output) {
    String stdout() {
      return output.text(CellOutput.Stream.STDOUT);
    }

    String stderr() {
      return output.text(CellOutput.Stream.STDERR);
    }

    /// The traceback without colours.
    String traceback() {
      return String.join("\n", failure.traceback()).replaceAll("\u001b\\[\\d*m", "");
    }
  }

  Engine engine() {
    return engine;
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
    Recorder output = new Recorder(typed);
    outputs.put(cell, output);
    return new Scope("test-" + cell, cell, output, engine.services());
  }

  Outcome run(String code, Scope scope) {
    Recorder output = outputs.get(scope.cell());
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
    Recorder output = outputs.get(scope.cell());
    await(() -> output.text(CellOutput.Stream.STDOUT).contains("started") || ended.isDone());
    scope.cancel("interrupted");
    return ended.get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
  }

  static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + DEADLINE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within " + DEADLINE);
      }
      Thread.sleep(5);
    }
  }

  @Override
  public void close() {
    engine.close();
  }

  /// Remembers output.
  static class Recorder implements CellOutput {
    private final Map<Stream, java.io.ByteArrayOutputStream> streams =
        Map.of(
            Stream.STDOUT, new java.io.ByteArrayOutputStream(),
            Stream.STDERR, new java.io.ByteArrayOutputStream());
    private final List<MimeBundle> displayed = new ArrayList<>();
    private final String input;

    Recorder(String input) {
      this.input = input;
    }

    String text(Stream stream) {
      return streams.get(stream).toString(StandardCharsets.UTF_8);
    }

    @Override
    public void write(Stream stream, byte[] bytes, int offset, int length) {
      streams.get(stream).write(bytes, offset, length);
    }

    @Override
    public void flush() {}

    @Override
    public synchronized void display(MimeBundle bundle, String displayId, boolean update) {
      displayed.add(bundle);
    }

    @Override
    public void clear(boolean wait) {}

    @Override
    public String readLine(String prompt, boolean password) throws IOException {
      if (input.isEmpty()) {
        throw new IOException("no input in this test");
      }
      return input;
    }

    @Override
    public void payload(Map<String, Object> payload) {}
  }
}
