package org.jlanes.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jlanes.lanes.Lane;
import org.jlanes.lanes.LaneRun;
import org.jlanes.lanes.Lanes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Each way in which an item can fail or end its worker, for real: this item fails and says why,
/// all others have their results, and the pool goes on at full size.
@Timeout(120)
final class WorkerFaultTableTest {
  private static final int ITEMS = 9;
  private static final int VICTIM = 4;
  private static final Pattern REPORT = Pattern.compile("/\\S*hs_err_pid\\d+\\.log");

  /// What item [#VICTIM] does, and how its failure reads.
  enum Fault {
    KILLED("(?s).*was killed by SIGKILL.*: `the last line that it wrote`\\. If .*--memory.*") {
      @Override
      Object happen() throws Throwable {
        System.err.println("the last line that it wrote");
        Faults.signal(9);
        return null;
      }
    },
    TERMINATED("(?s).*was ended by SIGTERM while it ran this item.*") {
      @Override
      Object happen() throws Throwable {
        Faults.signal(15);
        return null;
      }
    },
    HALTED("(?s).*ended with status 7 while it ran this item.*") {
      @Override
      Object happen() throws Throwable {
        Faults.halt(7);
        return null;
      }
    },
    EXITED("(?s).*ended with status 6 while it ran this item.*") {
      @Override
      Object happen() throws Throwable {
        Faults.exitTwice();
        return null;
      }
    },
    CRASHED(
        "(?s).*crashed with SIGABRT.*SIGSEGV.*/hs_err_pid\\d+\\.log.*about to write to nowhere.*") {
      @Override
      Object happen() {
        Faults.crash();
        return null;
      }
    },
    ABORTED("(?s).*crashed with SIGABRT.*") {
      @Override
      Object happen() throws Throwable {
        Faults.abort();
        return null;
      }
    },
    BABBLED("(?s).*what it sent could not be read.*not a frame.*") {
      @Override
      Object happen() throws Throwable {
        Faults.babble();
        return null;
      }
    },
    HUNG_UP("(?s).*(closed its connection|ended with status 0).*") {
      @Override
      Object happen() throws Throwable {
        Faults.hangUp();
        return null;
      }
    },
    DIED_AT_FIRST_USE("(?s).*was killed by SIGKILL.*") {
      @Override
      Object happen() {
        return Faults.Deadly.VALUE;
      }
    },
    DIED_WHILE_ITS_RESULT_WAS_SENT("(?s).*was killed by SIGKILL.*") {
      @Override
      Object happen() {
        return new Faults.Passenger(true);
      }
    },
    RECURSED("(?s).*StackOverflowError.*") {
      @Override
      Object happen() {
        return Faults.recurse(0);
      }
    },
    HOARDED("(?s).*OutOfMemoryError: Java heap space.*") {
      @Override
      Object happen() {
        Faults.hoard();
        return null;
      }
    },
    BROKEN_CLASS("(?s).*ExceptionInInitializerError.*") {
      @Override
      Object happen() {
        return Faults.Broken.VALUE;
      }
    },
    UNSENDABLE_RESULT("(?s).*the result \\(java.lang.Thread\\) cannot be sent back.*") {
      @Override
      Object happen() {
        return new Thread();
      }
    },
    UNKNOWN_EXCEPTION("(?s).*Ghost: only here.*") {
      @Override
      Object happen() throws Throwable {
        Faults.ghost();
        return null;
      }
    };

    private final Pattern reason;

    Fault(String reason) {
      this.reason = Pattern.compile(reason);
    }

    abstract Object happen() throws Throwable;
  }

  private final Bench bench = new Bench();

  private static Lane lane() {
    return Lanes.processes(2).quiet().option("pool", "faults").option("memory", "64m");
  }

  private static Object orFault(int item, Fault fault) throws Exception {
    if (item != VICTIM) {
      return item * 10;
    }
    try {
      return fault.happen();
    } catch (Exception | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @EnumSource
  void onlyTheItemConcernedFailsAndSaysWhy(Fault fault, @TempDir Path folder) throws Exception {
    LaneRun<Object> run =
        bench.cell(() -> lane().keepGoing().retries(0).map(ITEMS, i -> orFault(i, fault)));
    List<Object> expected =
        new ArrayList<>(IntStream.range(0, ITEMS).<Object>mapToObj(i -> i * 10).toList());
    expected.set(VICTIM, null);
    assertEquals(expected, run.values());
    assertEquals(1, run.failures().size());
    assertEquals(1, run.failures().getFirst().attempts());
    String reason = run.failures().getFirst().failureText();
    assertTrue(fault.reason.matcher(reason).matches(), reason);
    if (fault == Fault.KILLED) {
      assertTrue(reason.contains("the last line that it wrote"), reason);
    }
    Matcher report = REPORT.matcher(reason);
    if (report.find()) {
      assertTrue(Files.deleteIfExists(Path.of(report.group())), reason);
    }
    // Two at once, which is what the pool had.
    String there = folder.toString();
    bench.cell(() ->
        lane()
            .map(
                2,
                i -> {
                  Bench.meet(there, i, 2);
                  return i;
                }));
  }

  /// The results of the items before it are still in the worker, and lost with it.
  @Test
  void theItemThatEndsItsWorkerIsKnownAmongQuickOnes() throws Exception {
    LaneRun<Object> run =
        bench.cell(() ->
            Lanes.processes(1)
                .quiet()
                .option("pool", "faults")
                .option("memory", "64m")
                .chunk(ITEMS)
                .keepGoing()
                .retries(0)
                .map(ITEMS, i -> orFault(i, Fault.HALTED)));
    assertEquals(1, run.failures().size());
    assertEquals(VICTIM, run.failures().getFirst().index());
    assertEquals(1, run.failures().getFirst().attempts());
    assertEquals(80, run.values().getLast());
  }

  @Test
  void anItemThatEndsItsWorkerWhileItIsReadFailsAlone() throws Exception {
    List<Object> items = List.of(1, new Faults.Passenger(true), 3, new Faults.Passenger(false));
    LaneRun<String> run =
        bench.cell(
            () -> lane().keepGoing().retries(0).map(items, o -> o.getClass().getSimpleName()));
    assertEquals("Integer", run.values().get(0));
    assertEquals("Integer", run.values().get(2));
    assertEquals("Passenger", run.values().get(3));
    String reason = run.failures().getFirst().failureText();
    assertTrue(reason.contains("was killed by SIGKILL"), reason);
  }
}
