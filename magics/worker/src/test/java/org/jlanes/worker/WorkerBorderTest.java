package org.jlanes.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.List;
import org.jlanes.lanes.LaneRun;
import org.jlanes.lanes.Lanes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Values whose own code does what it likes when they are written and read.
@Timeout(60)
final class WorkerBorderTest {
  private final Bench bench = new Bench();

  /// Cannot be written where it was made, or cannot be read there, as it is told.
  private static final class Stubborn implements Serializable {
    private static final long serialVersionUID = 1;

    private final long home = ProcessHandle.current().pid();
    private final long unreadableIn;
    private final boolean unwritable;

    Stubborn(long unreadableIn, boolean unwritable) {
      this.unreadableIn = unreadableIn;
      this.unwritable = unwritable;
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
      if (unwritable) {
        throw new AssertionError("not written in " + home);
      }
      out.defaultWriteObject();
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      if (unreadableIn == ProcessHandle.current().pid()) {
        throw new AssertionError("not read from " + home);
      }
    }
  }

  /// A list as beginners write it.
  private record Chain(int number, Chain next) implements Serializable {
    static Chain of(int length) {
      Chain chain = null;
      for (int i = 0; i < length; i++) {
        chain = new Chain(i, chain);
      }
      return chain;
    }

    int length() {
      int length = 0;
      for (Chain c = this; c != null; c = c.next) {
        length++;
      }
      return length;
    }
  }

  @Test
  void anItemWhoseWritingThrowsAnErrorFailsAlone() throws Exception {
    LaneRun<String> run =
        bench.cell(() ->
            Bench.processes()
                .keepGoing()
                .map(List.of(1, new Stubborn(-1, true), 3), o -> "got " + o));
    assertEquals("got 1", run.values().get(0));
    assertEquals("got 3", run.values().get(2));
    assertInstanceOf(AssertionError.class, run.failures().getFirst().failure());
  }

  @Test
  void aResultWhoseReadingThrowsAnErrorFailsAlone() throws Exception {
    long here = ProcessHandle.current().pid();
    LaneRun<Object> run =
        bench.cell(() ->
            Bench.processes()
                .keepGoing()
                .map(List.of(0, 1, 2), i -> i == 1 ? new Stubborn(here, false) : i));
    assertEquals(0, run.values().get(0));
    assertEquals(2, run.values().get(2));
    assertInstanceOf(AssertionError.class, run.failures().getFirst().failure());
  }

  @Test
  void aResultThatCouldBeWrittenThereCanBeReadHere() throws Exception {
    List<Chain> chains =
        bench.cell(() -> Lanes.processes(1).quiet().map(2, i -> Chain.of(6_000)).values());
    assertEquals(6_000, chains.get(1).length());
  }

  @Test
  void aResultThatIsLinkedTooDeeplyFailsAlone() throws Exception {
    LaneRun<Chain> run =
        bench.cell(() ->
            Lanes.processes(1).quiet().keepGoing().map(List.of(1_000_000, 3), n -> Chain.of(n)));
    assertEquals(3, run.values().get(1).length());
    Throwable failure = run.failures().getFirst().failure();
    assertTrue(
        failure.toString().contains("its objects are linked too deeply"), failure.toString());
  }

  @Test
  void aPlaceWhoseWorkersDoNotStayAliveFailsItsItemAfterTheRetries() throws Exception {
    LaneRun<Integer> run =
        bench.cell(() ->
            Bench.processes()
                .option("each-worker", "true")
                .retries(4)
                .keepGoing()
                .map(
                    2,
                    i -> {
                      if (i == 1) {
                        Bench.die();
                      }
                      return i;
                    }));
    assertEquals(0, run.values().get(0));
    String message = run.failures().getFirst().failure().getMessage();
    assertTrue(message.contains("5 workers have died of it"), message);
  }
}
