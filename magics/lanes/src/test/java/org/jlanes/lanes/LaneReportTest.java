package org.jlanes.lanes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jlanes.runtime.scope.CancelledError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Reports: the numbers against known work, the looks against golden files.
final class LaneReportTest {
  private static final long MS = 1_000_000;
  private static final long T0 = 5_000 * MS;

  private static Outcome<String> item(
      int index, String worker, long startMs, long endMs, long cpuMs, Throwable failure) {
    return new Outcome<>(
        index,
        failure == null ? "r" + index : null,
        failure,
        worker,
        failure == null ? 1 : 2,
        new ItemTiming(
            T0 + 10 * MS,
            T0 + 12 * MS,
            T0 + startMs * MS,
            T0 + endMs * MS,
            T0 + (endMs + 1) * MS,
            cpuMs < 0 ? -1 : cpuMs * MS));
  }

  private static RunFacts facts(String lane, int workers, long endMs, RunFacts.Ending ending) {
    return facts(lane, workers, endMs, ending, Map.of());
  }

  private static RunFacts facts(
      String lane, int workers, long endMs, RunFacts.Ending ending, Map<String, Moved> moved) {
    return new RunFacts(
        lane,
        workers,
        2,
        T0,
        T0 + endMs * MS,
        45 * MS,
        10 * MS,
        77 * MS,
        ending,
        List.of(endMs * MS),
        List.of(),
        moved);
  }

  /// Four items on two workers; one fails.
  private static LaneRun<String> threads() {
    return new LaneRun<>(
        facts("threads", 2, 1000, RunFacts.Ending.COMPLETE),
        List.of(
            item(1, "lane-threads-2", 20, 420, 390, null),
            item(0, "lane-threads-1", 20, 520, 500, null),
            item(2, "lane-threads-2", 420, 920, 480, new IOException("<b>\"bad\"</b> & worse")),
            item(3, "lane-threads-1", 520, 990, 460, null)),
        4);
  }

  /// A hundred items that wait together, stopped by a timeout.
  private static LaneRun<String> virtual() {
    List<Outcome<String>> items = new ArrayList<>();
    IntStream.range(0, 100)
        .forEach(i -> items.add(item(i, "virtual threads", 20 + i, 520 + i, -1, null)));
    items.add(item(100, "virtual threads", 120, 800, -1, new CancelledError("timeout")));
    return new LaneRun<>(facts("virtual", 20_000, 800, RunFacts.Ending.TIMED_OUT), items, 200);
  }

  /// Three items that compute on two cores, all at once; one is tried again twice.
  private static LaneRun<String> crowded() {
    return new LaneRun<>(
        facts(
            "processes",
            3,
            1000,
            RunFacts.Ending.COMPLETE,
            Map.of(
                "worker 1", new Moved(12_345, 999), "worker 2", new Moved(800_000_000, 1_500_000))),
        List.of(
            item(0, "worker 1", 20, 980, 630, null),
            item(1, "worker 2", 20, 980, 640, null),
            item(2, "worker 3", 700, 980, 200, null)),
        List.of(
            item(2, "worker 3", 20, 320, 200, new IOException("first")),
            item(2, "worker 3", 340, 660, 210, new IOException("second"))),
        3);
  }

  @Test
  void everyAttemptIsAccountedFor() {
    LaneReport report = crowded().report();

    assertEquals((960 + 960 + 280 + 300 + 320) * MS, report.taskNanos());
    assertEquals((630 + 640 + 200 + 200 + 210) * MS, report.cpuNanos());
    assertEquals(2, report.retries());
    assertTrue(report.toString().contains("1 item, 2 failed attempts"), report::toString);
  }

  /// Items that wait for a core run longer than alone, so that their summed time flatters.
  @Test
  void theSpeedUpOfACrowdHasTheCpuTimeAsItsLowerBound() {
    LaneReport report = crowded().report();

    assertEquals(2.82, report.speedUp(), 1e-9);
    assertEquals(1.88, report.leastSpeedUp(), 1e-9);
    assertTrue(report.headline().contains("speed-up 1.88 to 2.82"), report::headline);
    assertEquals(threads().report().speedUp(), threads().report().leastSpeedUp());
    assertEquals(virtual().report().speedUp(), virtual().report().leastSpeedUp());
  }

  @Test
  void everyNumberComesFromTheTimestamps() {
    LaneReport report = threads().report();

    assertEquals(1000 * MS, report.wallNanos());
    assertEquals((500 + 400 + 500 + 470) * MS, report.taskNanos());
    assertEquals((500 + 390 + 480 + 460) * MS, report.cpuNanos());
    assertEquals(1.87, report.speedUp(), 1e-9);
    assertEquals(2, report.peak());
    assertEquals(45 * MS, report.compileNanos());
    assertEquals(101, virtual().report().peak());
    assertEquals(77 * MS, virtual().report().cpuNanos(), "virtual threads have no CPU clock");
  }

  @ParameterizedTest
  @ValueSource(strings = {"threads", "virtual", "crowded"})
  void theReportLooksAsInTheGoldenFiles(String lane) throws IOException {
    LaneRun<?> run =
        switch (lane) {
          case "threads" -> threads();
          case "virtual" -> virtual();
          default -> crowded();
        };
    golden("report-" + lane + ".txt", run.report().toString());
    golden(
        "report-" + lane + ".html",
        run.toMimeBundle().data().get("text/html").toString().replace("><", ">\n<"));
  }

  /// With -Dgolden.write=true the files are written instead of compared.
  private static void golden(String name, String actual) throws IOException {
    Path file = Path.of("src/test/resources/org/jlanes/lanes", name);
    if (Boolean.getBoolean("golden.write")) {
      Files.writeString(file, actual + "\n");
    }
    assertEquals(Files.readString(file, StandardCharsets.UTF_8), actual + "\n");
  }

  @Test
  void aRunInWhichNoItemEndedSaysNothingOfItemsAndWorkers() {
    Map<String, Moved> moved = Map.of("worker 1", new Moved(12_345, 20));
    RunFacts facts = facts("processes", 2, 1000, RunFacts.Ending.INTERRUPTED, moved);
    LaneRun<String> run = new LaneRun<>(facts, List.of(), 2);
    String html = run.toMimeBundle().data().get("text/html").toString();
    assertTrue(html.contains("12.3 kB out"), html);
    assertFalse(html.contains("in the queue") || html.contains(">worker<"), html);
    assertFalse(run.report().toString().contains("per item"), run.report().toString());
  }

  @Test
  void userTextCannotBecomeHtml() {
    String html = threads().toMimeBundle().data().get("text/html").toString();

    assertFalse(html.contains("<b>\"bad\""), html);
    assertTrue(html.contains("&lt;b&gt;&quot;bad&quot;&lt;/b&gt; &amp; worse"), html);
  }

  @Test
  void withoutStylesTheReportStillSaysEverything() {
    String html = threads().toMimeBundle().data().get("text/html").toString();
    String bare = html.replaceAll(" style=\"[^\"]*\"", "");

    assertFalse(bare.contains("<svg") || bare.contains("<script"), bare);
    assertTrue(bare.contains("<meter min=\"0\" max=\"1\" value=\"0.970\">97 %</meter>"), bare);
    for (String number : List.of("1.00 s", "1.87 s", "1.83 s", "compile 45.0 ms", "busy&nbsp;97")) {
      assertTrue(bare.contains(number), () -> number + " in " + bare);
    }
  }

  @Test
  void knownSleepsAndSpinsAreMeasured() {
    long spin = 200 * MS;
    LaneReport report =
        Lanes.threads(2)
            .map(
                4,
                n -> {
                  long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                  long until = cpu + spin;
                  long k = 0;
                  while (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() < until) {
                    k++;
                  }
                  Thread.sleep(200);
                  return k;
                })
            .report();

    // Each of the 4 items takes 200 ms of CPU and 200 ms of sleep, on 2 workers. A busy machine may
    // stretch the wall time, but never shorten it.
    assertTrue(report.wallNanos() >= 790 * MS, report::toString);
    assertTrue(report.wallNanos() < 20_000 * MS, report::toString);
    assertTrue(report.taskNanos() >= 1_590 * MS, report::toString);
    assertTrue(report.taskNanos() <= 2 * report.wallNanos(), report::toString);
    assertTrue(report.cpuNanos() >= 790 * MS, report::toString);
    assertTrue(report.cpuNanos() < 1_100 * MS, report::toString);
    assertTrue(report.speedUp() > 1.2 && report.speedUp() <= 2.0, report::toString);
    assertEquals(2, report.peak());
  }

  @Test
  void theSequentialLaneIsNoFasterThanOneItemAfterTheOther() {
    LaneReport report =
        Lanes.sequential()
            .map(
                3,
                n -> {
                  Thread.sleep(50);
                  return n;
                })
            .report();

    assertTrue(report.speedUp() <= 1 && report.speedUp() > 0.5, report::toString);
    assertTrue(report.cpuNanos() < 100 * MS, report::toString);
    assertEquals(1, report.peak());
  }

  @ParameterizedTest
  @CsvSource({
    "0,0 ns",
    "999,999 ns",
    "1500,1.50 µs",
    "999700,1.00 ms",
    "12_345_678,12.3 ms",
    "999_900_000,1.00 s",
    "59_940_000_000,59.9 s",
    "125_000_000_000,2 min 05 s"
  })
  void durationsHaveThreeDigitsAndTheUnitThatFits(String nanos, String text) {
    assertEquals(text, org.jlanes.lanes.run.Nanos.text(Long.parseLong(nanos.replace("_", ""))));
  }
}
