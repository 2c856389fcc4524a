package org.jlanes.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Looks every few seconds at what a kernel process uses (from `/proc`, on Linux) and at what a
/// cell says of its heap. Its two threads look until it is stopped.
final class Sampler {
  private static final int PERIOD_MILLIS = 2_000;
  private static final double GAUGES_PERIOD_MILLIS = 10_000;
  private static final int LOOKS = 20;
  private static final int LOOK_MILLIS = 50;
  private static final Pattern GAUGE = Pattern.compile("(\\w+)=(\\d+)");

  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Map<String, List<Point>> points = new TreeMap<>();
  private final List<Thread> threads = new ArrayList<>();
  private final Peer peer;
  private final Path proc;
  private final long start = System.nanoTime();

  /// A figure at a time.
  ///
  /// @param seconds since the start of sampling
  record Point(double seconds, double value) {}

  /// Begins to look at a kernel.
  ///
  /// @param seconds how long it will look, about
  Sampler(Peer peer, long pid, double seconds) {
    this.peer = peer;
    this.proc = Path.of("/proc", Long.toString(pid));
    begin("sampler", PERIOD_MILLIS, this::sample);
    begin("gauges", (int) Math.min(GAUGES_PERIOD_MILLIS, 1_000 * seconds / 60), this::gauges);
  }

  private void begin(String name, int period, Step step) {
    threads.add(Thread.ofPlatform().name(name).start(() -> repeat(period, step)));
  }

  private void repeat(int period, Step step) {
    try {
      do {
        step.take(peer);
      } while (!stopped.await(period, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | KernelStuckException e) {
      peer.ledger().findings().add(Fault.REPLY_LOST, "sampling ended: " + e);
    }
  }

  private void sample(Peer own) throws InterruptedException, IOException, KernelStuckException {
    add("resident memory, MB", status("VmRSS:") / 1_024);
    add("threads", status("Threads:"));
    try (Stream<Path> files = Files.list(proc.resolve("fd"))) {
      add("file descriptors", (double) files.count());
    }
    SideSteps.heartbeat(own);
    SideSteps.control(own);
  }

  private double status(String field) throws IOException {
    return Files.readAllLines(proc.resolve("status")).stream()
        .filter(line -> line.startsWith(field))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")))
        .findFirst()
        .orElse(Double.NaN);
  }

  /// The JVM gives memory back a while after a collection, and takes some again when it is busy.
  private double leastResident() throws IOException, InterruptedException {
    double least = Double.MAX_VALUE;
    for (int i = 0; i < LOOKS; i++) {
      least = Math.min(least, status("VmRSS:"));
      if (stopped.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        break;
      }
    }
    return least;
  }

  private void gauges(Peer own) throws InterruptedException, IOException, KernelStuckException {
    Call call = own.submit(own.dialect().gauges());
    if (own.succeeded(call) && call.result() != null) {
      add(Growth.RESIDENT, leastResident() / 1_024);
      Matcher gauge = GAUGE.matcher(call.result());
      while (gauge.find()) {
        boolean bytes = gauge.group(1).endsWith("Bytes");
        double value = Double.parseDouble(gauge.group(2));
        add(
            bytes ? gauge.group(1).replace("Bytes", ", MB") : gauge.group(1),
            bytes ? value / (1 << 20) : value);
      }
    }
  }

  private synchronized void add(String name, double value) {
    points
        .computeIfAbsent(name, each -> new ArrayList<>())
        .add(new Point((System.nanoTime() - start) / 1e9, value));
  }

  /// What was seen, by name.
  synchronized Map<String, List<Point>> points() {
    Map<String, List<Point>> copy = new TreeMap<>();
    points.forEach((name, all) -> copy.put(name, List.copyOf(all)));
    return copy;
  }

  /// Ends both threads when they have what they asked for, and waits for them.
  void stop() throws InterruptedException {
    stopped.countDown();
    for (Thread each : threads) {
      each.join();
    }
  }
}
