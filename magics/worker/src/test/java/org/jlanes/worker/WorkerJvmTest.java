package org.jlanes.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.List;
import org.jlanes.lanes.Lane;
import org.jlanes.lanes.LaneFailure;
import org.jlanes.lanes.Lanes;
import org.jlanes.runtime.display.Troubleshooting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Options for the JVMs of workers.
@Timeout(120)
final class WorkerJvmTest {
  private final Bench bench = new Bench();

  private static Lane lane(String pool) {
    return Lanes.processes(1).quiet().option("pool", pool);
  }

  private static String collector() {
    return ManagementFactory.getGarbageCollectorMXBeans().getFirst().getName();
  }

  private List<String> told(Lane lane) throws Exception {
    return bench
        .cell(() -> lane.map(1, i -> System.getProperty("told") + " " + collector()))
        .values();
  }

  @Test
  void poolsSideBySideHaveTheirOwnOptions() throws Exception {
    Lane left = lane("jvm-left").option("jvm", "-Dtold='left side' -XX:+UseParallelGC");
    Lane right = lane("jvm-right").option("jvm", "-Dtold=right");
    assertEquals(List.of("left side PS MarkSweep"), told(left));
    assertEquals(List.of("right Copy"), told(right));
    assertEquals(List.of("left side PS MarkSweep"), told(lane("jvm-left")));
    assertEquals("--jvm -Dtold=right", WorkerPoolTest.pool("jvm-right").options().replace("'", ""));
  }

  @Test
  void theUsersOptionCountsWhereThereIsOneAlready() throws Exception {
    Lane lane = lane("jvm-heap").option("jvm", "-Xmx66m -Dfile.encoding=ISO-8859-1");
    String said =
        bench
            .cell(() ->
                lane.map(
                    1,
                    i ->
                        (Runtime.getRuntime().maxMemory() >> 20 <= 66)
                            + System.getProperty("file.encoding")))
            .values()
            .getFirst();
    assertEquals("trueISO-8859-1", said);
  }

  @Test
  void whatTheJvmSaysOfABadOptionIsTheError() throws Exception {
    for (String wrong : new String[] {"-XX:+NoSuchThing", "-version", "-XX:+UseG1GC -XX:+UseZGC"}) {
      LaneFailure failure =
          bench.failure(() -> lane("jvm-bad").option("jvm", wrong).map(1, i -> i));
      String told = failure.getMessage();
      assertTrue(told.contains("it ended before it connected. It said: "), told);
      assertTrue(told.matches("(?si).*(NoSuchThing|openjdk|multiple garbage collectors).*"), told);
    }
    LaneFailure failure =
        bench.failure(() -> lane("jvm-bad").option("jvm", "Xmx1g").map(1, i -> i));
    assertTrue(failure.getMessage().contains("`Xmx1g` is not an option"), failure.getMessage());
  }

  @Test
  void aHeapThatTheSystemDoesNotHaveIsSaidToBeTooLarge() {
    // More than there are addresses.
    LaneFailure failure =
        bench.failure(() -> lane("jvm-large").option("memory", "200000g").map(1, i -> i));
    String told = failure.getMessage();
    assertTrue(told.contains("Could not reserve enough space"), told);
    assertTrue(told.endsWith(Troubleshooting.FEWER_WORKERS.hint()), told);
  }

  @Test
  void aPoolOutlivesABadOption() throws Exception {
    Lane good = lane("jvm-mended").option("jvm", "-Dtold=good");
    assertEquals(List.of("good Copy"), told(good));
    LaneFailure failure =
        bench.failure(() -> lane("jvm-mended").option("jvm", "-XX:+NoSuchThing").map(1, i -> i));
    assertTrue(failure.getMessage().contains("NoSuchThing"), failure.getMessage());
    assertEquals(List.of("good Copy"), told(lane("jvm-mended")));
  }
}
