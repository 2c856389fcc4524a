package org.jlanes.soak;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jlanes.client.ChannelName;
import org.jlanes.client.ExecuteOptions;
import org.jlanes.client.ExecuteResult;
import org.jlanes.client.KernelProcess;
import org.jlanes.client.Output;
import org.jlanes.wire.Json;

/// A kernel whose cells and answers are timed, alone with one client. Used by one thread.
final class TimedKernel implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(Peer.PATIENCE_SECONDS);
  private static final Pattern TIME = Pattern.compile("\\b\\d{10,18}\\b");
  private static final Pattern GAUGE = Pattern.compile("(\\w+)=(\\d+)");

  private final Target target;
  private final KernelProcess process;
  private final Tally wall = new Tally();

  /// CPU time of the process; the system counts it in hundredths of a second, so only means of many
  /// say something.
  private final Tally cpu = new Tally();

  private TimedKernel(Target target, KernelProcess process) {
    this.target = target;
    this.process = process;
  }

  /// Starts a kernel and waits until it answers.
  static TimedKernel start(Target target, Path directory) throws IOException, InterruptedException {
    KernelProcess process = KernelProcess.start(target.command(), directory);
    try {
      var unused = process.client().awaitReady(PATIENCE);
      return new TimedKernel(target, process);
    } catch (IOException e) {
      process.close();
      throw e;
    }
  }

  /// The kernel's name.
  String name() {
    return target.name();
  }

  /// Its language.
  Dialect dialect() {
    return target.dialect();
  }

  /// What it can be asked.
  List<SmallQuestion> questions() {
    return target.dialect().questions();
  }

  /// Asks once: a cell until its reply and its idle status, everything else until its reply.
  ///
  /// @param counts whether the time is kept; else it is a warm-up
  void ask(SmallQuestion question, int round, boolean counts)
      throws IOException, InterruptedException {
    long cpuBefore = cpuNanos();
    List<Output> outputs = new ArrayList<>();
    long start = System.nanoTime();
    if (question.runs()) {
      run(Json.string(question.content(round), "code", ""), outputs);
    } else {
      var reply =
          process
              .client()
              .request(ChannelName.SHELL, question.type(), question.content(round), PATIENCE);
      if (Json.string(reply.content(), "status", "ok").equals("error")) {
        throw new IOException(name() + " refused " + question.name() + ": " + reply.content());
      }
    }
    long end = question.tellsTime() ? firstTime(outputs, start) : System.nanoTime();
    if (counts) {
      wall.took(question.name(), end - start);
      cpu.took(question.name(), cpuNanos() - cpuBefore);
    }
  }

  /// The first of the times in what a cell has shown.
  private long firstTime(List<Output> outputs, long start) throws IOException {
    return TIME.matcher(outputs.toString())
        .results()
        .mapToLong(time -> Long.parseLong(time.group()))
        .filter(time -> time >= start && time <= System.nanoTime())
        .min()
        .orElseThrow(() -> new IOException(name() + " shows no time: " + outputs));
  }

  /// Runs different cells, one after the other.
  ///
  /// @param name for what they take
  /// @param code of each by number
  void block(String name, IntFunction<String> code, int from, int to)
      throws IOException, InterruptedException {
    long cpuBefore = cpuNanos();
    for (int i = from; i < to; i++) {
      long start = System.nanoTime();
      run(code.apply(i), new ArrayList<>());
      wall.took(name, System.nanoTime() - start);
    }
    cpu.took(name, (cpuNanos() - cpuBefore) / (to - from));
  }

  private void run(String code, List<Output> outputs) throws IOException, InterruptedException {
    ExecuteResult result =
        process.client().execute(code, ExecuteOptions.DEFAULT.withTimeout(PATIENCE), outputs::add);
    if (!result.succeeded()) {
      throw new IOException(name() + " failed on " + code + ": " + result.evalue());
    }
  }

  /// What it says of its memory after a collection: megabytes, and numbers.
  Map<String, Double> gauges() throws IOException, InterruptedException {
    Map<String, Double> gauges = new TreeMap<>();
    // Classes go with the second collection: the first clears what refers to their loaders.
    for (int i = 0; i < 3; i++) {
      List<Output> outputs = new ArrayList<>();
      run(target.dialect().gauges(), outputs);
      Matcher gauge = GAUGE.matcher(outputs.toString());
      while (gauge.find()) {
        boolean bytes = gauge.group(1).endsWith("Bytes");
        double value = Double.parseDouble(gauge.group(2));
        gauges.put(
            bytes ? gauge.group(1).replace("Bytes", ", MB") : gauge.group(1),
            bytes ? value / (1 << 20) : value);
      }
    }
    return gauges;
  }

  /// What was measured under a name, in milliseconds.
  List<Double> millis(String name) {
    return wall.millis().getOrDefault(name, List.of());
  }

  /// The CPU time that was measured under a name, in milliseconds.
  double meanCpuMillis(String name) {
    return cpu.millis().getOrDefault(name, List.of()).stream()
        .mapToDouble(Double::doubleValue)
        .average()
        .orElse(Double.NaN);
  }

  private long cpuNanos() {
    return process.handle().info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
  }

  @Override
  public void close() {
    process.close();
  }
}
