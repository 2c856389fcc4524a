package org.jlanes.soak;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// `install/bench/soak`: puts a kernel under a random mixture of everything for some minutes and
/// counts what is lost.
public final class Soak {
  private static final Set<String> OPTIONS = Set.of("kernel", "minutes", "clients", "seed");

  private Soak() {}

  /// Exits with 0 if nothing was lost, 1 if something was, 2 if the soak could not be done.
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
    Path directory = Path.of("").toAbsolutePath();
    RefusedMessages refused = RefusedMessages.noteIn(findings);
    try {
      play(target, directory, clients, seed, seconds, new Ledger(findings, tally), report);
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

  private static void play(
      Target target,
      Path directory,
      int clients,
      long seed,
      double seconds,
      Ledger ledger,
      Report report)
      throws IOException, InterruptedException {
    Random random = new Random(seed);
    try (Load load = Load.start(target, directory, clients, ledger, random)) {
      long end = System.nanoTime() + (long) (seconds * TimeUnit.SECONDS.toNanos(1));
      Restarts restarts =
          new Restarts(
              target, directory, ledger.findings(), ledger.tally(), new Random(random.nextLong()));
      Thread second = Thread.ofPlatform().name("restarts").start(() -> restarts.run(end));
      Sampler sampler = new Sampler(load.watch(), load.process().handle().pid());
      try {
        load.play(end);
      } finally {
        sampler.stop();
      }
      report.trends(sampler, seconds);
      second.join();
      load.verify();
    } catch (KernelStuckException e) {
      ledger.findings().add(Fault.REPLY_LOST, e.getMessage());
    }
  }
}
