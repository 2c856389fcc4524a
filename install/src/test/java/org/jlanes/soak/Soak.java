package org.jlanes.soak;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// `install/bench/soak`: puts a kernel under a random mixture of everything for some minutes and
/// counts what is lost, and judges whether the kernel grows.
public final class Soak {
  private static final Set<String> OPTIONS = Set.of("kernel", "minutes", "clients", "seed");

  /// The part of the run in which the first kernel is not restarted.
  private static final double LONG_LIFE = 0.8;

  private static final int LIFE_SECONDS = 20;

  private Soak() {}

  /// Exits with 0 if nothing was lost and nothing grew, 1 if something did, 2 if the soak could not
  /// be done.
  public static void main(String[] words) throws InterruptedException {
    try {
      Arguments arguments = Arguments.of(words, OPTIONS);
      System.exit(run(arguments) ? 0 : 1);
    } catch (IllegalArgumentException | IOException e) {
      System.err.println("soak: " + e.getMessage());
      System.exit(2);
    }
  }

  private static boolean run(Arguments arguments) throws IOException, InterruptedException {
    Target target = Target.named(arguments.text("kernel", "jlanes"));
    double seconds = 60 * arguments.number("minutes", 10);
    int clients = (int) arguments.number("clients", 3);
    long seed = (long) arguments.number("seed", 1);
    System.out.printf(
        "soak: %s for %.1f minutes, %d clients, seed %d%n",
        target.name(), seconds / 60, clients, seed);

    Findings findings = new Findings();
    Tally tally = new Tally();
    Report report = new Report(System.out);
    Random random = new Random(seed);
    Path directory = Path.of("").toAbsolutePath();
    RefusedMessages refused = RefusedMessages.noteIn(findings);
    try (Lives first = new Lives("", clients, target, directory, findings, tally, next(random));
        Lives second = new Lives("second_", 2, target, directory, findings, tally, next(random))) {
      play(first, second, seconds, findings, report);
    } finally {
      refused.close();
    }
    report.counts(tally, seconds);
    report.times(tally);
    Set<Fault> tolerated = target.dialect().tolerated();
    report.faults(findings, tolerated);
    boolean good = !findings.fatal(tolerated);
    System.out.println(good ? "soak: nothing was lost" : "soak: FAILED, see the faults");
    return good;
  }

  private static Random next(Random random) {
    return new Random(random.nextLong());
  }

  /// The first kernel lives long, and is measured, and is then restarted under its clients again
  /// and again; the second is restarted all the time beside it.
  private static void play(
      Lives first, Lives second, double seconds, Findings findings, Report report)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + (long) (seconds * TimeUnit.SECONDS.toNanos(1));
    double longLife = LONG_LIFE * seconds;
    Thread beside = Thread.ofPlatform().name("second").start(() -> second.run(end, LIFE_SECONDS));
    try (Load load = first.begin()) {
      Sampler sampler = new Sampler(load.watch(), load.process().handle().pid(), longLife);
      try {
        load.play(System.nanoTime() + (long) (longLife * TimeUnit.SECONDS.toNanos(1)));
      } finally {
        sampler.stop();
      }
      report.trends(sampler, longLife);
      List<Growth> growth = Growth.of(sampler.points(), longLife);
      report.growth(growth);
      growth.stream()
          .filter(Growth::grown)
          .forEach(each -> findings.add(Fault.GROWN, each.toString()));
      first.end(load);
    } catch (KernelStuckException e) {
      findings.add(Fault.REPLY_LOST, e.getMessage());
    }
    first.run(end, LIFE_SECONDS);
    beside.join();
  }
}
