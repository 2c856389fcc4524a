package org.jlanes.lanes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jlanes.client.Cell;
import org.jlanes.client.KernelSession;
import org.jlanes.client.SharedKernel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Lane cells whose code does what it should not, or what no one expects: the cell ends, what went
/// wrong is named where it stands, and the results are right.
final class LaneFaultIT {
  @SharedKernel private static KernelSession kernel;

  @TempDir Path folder;

  @Test
  void variablesNamedLikeOurPackagesAreInNobodysWay() throws Exception {
    try (KernelSession other = KernelSession.start()) {
      other.ok("var org = \"acme\"; var java = \"coffee\";");
      assertEquals("[0, 1]", other.run("%%threads --quiet n : 2\nn").result());
      assertEquals("[0, 1]", other.run("%%processes --quiet --workers 1 n : 2\nn").result());
      other.ok(
          """
          %%native --quiet
          uint32_t twice(uint32_t org) { return 2 * org; }
          int64_t first(int64_t n, const int64_t java[n]) { return java[0]; }
          int32_t initial(const char *org) { return org[0]; }
          """);
      assertEquals("14", other.run("Native.twice(7)").result());
      assertEquals("5", other.run("Native.first(new long[] {5})").result());
      assertEquals("97", other.run("Native.initial(\"abc\")").result());
    }
  }

  @Test
  void anErrorInTheBodyIsNotShownAtTheSource() throws Exception {
    Cell cell = kernel.run("%%threads n : 2\nint k = n;\nMap.of(\"a\");\nreturn k;");
    assertEquals("error", cell.status());
    assertTrue(cell.traceback().contains("Map.of(\"a\")"), cell.traceback());
    assertFalse(cell.traceback().contains("items cannot come from"), cell.traceback());
  }

  @Test
  void aFailureEndsARunThatWaitsForItsSource() throws Exception {
    kernel.ok(
        """
        Stream<Integer> oneAndThenNothing() {
          var queue = new java.util.concurrent.LinkedBlockingQueue<>(List.of(1));
          return Stream.generate(() -> {
            try {
              return queue.take();
            } catch (InterruptedException e) {
              throw new IllegalStateException("stopped", e);
            }
          });
        }
        """);
    Cell cell =
        kernel.run(
            "%%threads --quiet n : oneAndThenNothing()\n"
                + "if (true) throw new IllegalArgumentException(\"found at once\");");
    assertTrue(cell.traceback().contains("found at once"), cell.traceback());
  }

  @Test
  void anExceptionWithoutAMessageToTellIsTheFailureOfItsItem() throws Exception {
    kernel.ok(
        """
        class Mute extends RuntimeException {
          @Override public String getMessage() { throw new UnsupportedOperationException(); }
          @Override public synchronized Throwable getCause() { throw new UnsupportedOperationException(); }
        }
        """);
    for (String lane : new String[] {"threads", "processes --workers 1"}) {
      Cell cell =
          kernel.run(
              "%%"
                  + lane
                  + " --quiet --keep-going n : 3 -> kept\n"
                  + "if (n == 1) throw new Mute();\n"
                  + "return n;");
      assertEquals("ok", cell.status(), cell.traceback());
      assertEquals("[0, null, 2]", kernel.run("kept").result(), lane);
      Cell fast = kernel.run("%%" + lane + " --quiet n : 1\nthrow new Mute();");
      assertTrue(fast.traceback().contains("item 0"), fast.traceback());
    }
  }

  @Test
  void aClassThatChangedInTheMiddleOfARunKeepsTheVariablesOfTheOthers() throws Exception {
    kernel.ok(
        """
        double scale = 3;
        interface Shape extends Serializable { double area(); }
        record A(double x) implements Shape { public double area() { return x * scale; } }
        record B(double x) implements Shape { public double area() { return x; } }
        """);
    kernel.ok("%%processes --quiet --workers 1 s : List.<Shape>of(new B(1))\ns.area()");
    kernel.ok("record B(double x) implements Shape { public double area() { return 2 * x; } }");
    Cell cell =
        kernel.run(
            "%%processes --quiet --workers 1 --chunk 1 s : List.of(new A(1), new B(1), new A(1),"
                + " new A(2))\n"
                + "s.area()");
    assertEquals("[3.0, 2.0, 3.0, 6.0]", cell.result(), cell.traceback());
  }

  @Test
  void aBodyThatFillsTheHeapAndKeepsItEndsWithAMessage() throws Exception {
    kernel.ok("var hoard = new ArrayList<byte[]>();");
    Cell cell =
        kernel.run(
            "%%processes --quiet --workers 1 --memory 64m i : 1\n"
                + "while (true) hoard.add(new byte[1 << 10]);");
    assertEquals("error", cell.status());
    assertEquals(
        "[0]", kernel.run("%%processes --quiet --workers 1 --memory 64m i : 1\ni").result());
  }

  @Test
  void aValueThatIsNeverReadInTheWorkerIsStoppedByTheTimeout() throws Exception {
    kernel.ok(
        """
        class Stuck implements Serializable {
          private void readObject(ObjectInputStream in) throws Exception {
            Thread.sleep(600_000);
          }
        }
        var stuck = new Stuck();
        """);
    Cell cell = kernel.run("%%processes --quiet --timeout 2s n : 1\nstuck.hashCode()");
    assertEquals("error", cell.status());
    assertTrue(
        cell.traceback().contains("was not ready for the first item within 2"), cell.traceback());
    assertEquals("[0]", kernel.run("%%processes --quiet n : 1\nn").result());
  }

  @Test
  void theTimeoutOfADeadlockNamesItsFrames() throws Exception {
    kernel.ok(
        """
        class Locks {
          static int take(Object first, Object second, CountDownLatch both) throws Exception {
            synchronized (first) {
              both.countDown();
              both.await();
              synchronized (second) {
                return 1;
              }
            }
          }
        }
        """);
    kernel.ok("%%processes --quiet --workers 1 n : 1\nn");
    // A worker that gets no time between the stop and its end cannot look: one of these does.
    String told = "";
    for (int i = 0; i < 5 && !told.contains("a deadlock"); i++) {
      told = deadlocked();
    }
    assertTrue(told.contains("did not end within 2"), told);
    assertTrue(told.contains("a deadlock"), told);
    assertTrue(told.contains("opponent"), told);
    // The frames of both threads in the words of the notebook.
    assertTrue(
        told.matches("(?s).*`opponent` waits for [^;]* at Locks\\.take\\(Cell \\d+, .*"), told);
    assertFalse(told.contains("$JShell$"), told);
  }

  private static String deadlocked() throws Exception {
    return kernel
        .run(
            """
            %%processes --quiet --workers 1 --timeout 2s n : 1
            Object left = new Object(), right = new Object();
            var both = new CountDownLatch(2);
            Thread.ofPlatform().daemon().name("opponent").start(() -> {
              try {
                Locks.take(right, left, both);
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
            return Locks.take(left, right, both);
            """)
        .traceback();
  }

  @Test
  void linesOfWorkersHaveTheirNumbersAndTheReportSaysWhatWasMoved() throws Exception {
    Cell cell = kernel.ok("%%processes --workers 2 n : 8\nSystem.out.println(\"line \" + n);");
    assertEquals(8, cell.stdout().lines().count());
    cell.stdout()
        .lines()
        .forEach(line ->
            assertTrue(line.matches("\u001b\\[3[56]m\\[[12]]\u001b\\[39m line [0-7]"), line));
    assertTrue(cell.shown().contains("moved: "), cell.shown());
  }

  @Test
  void cThatCrashesInIsolationCostsAWorker() throws Exception {
    Cell cell = kernel.run("%%native --isolated --quiet double x : 3\nif (x > 1) abort();\nx");
    assertEquals("error", cell.status());
    assertTrue(cell.traceback().contains("SIGABRT"), cell.traceback());
    kernel.ok("%%native --isolated --quiet double x : 3 -> List<Double> doubled\n2 * x");
    assertEquals("[0.0, 2.0, 4.0]", kernel.run("doubled").result());
  }

  @Test
  void aHeaderOfTheUsersThatChangesIsReadAgain() throws Exception {
    Path header = folder.resolve("own.h");
    for (int k = 1; k <= 2; k++) {
      Files.writeString(header, "#define K " + k + "\n");
      kernel.ok(
          "%%native --quiet --cflags=-I"
              + folder
              + "\n#include \"own.h\"\nint32_t k(void) { return K; }");
      assertEquals(String.valueOf(k), kernel.run("Native.k()").result());
    }
  }

  @Test
  void numbersThatFitNoLengthAreLeftToC() throws Exception {
    kernel.ok(
        """
        %%native --quiet
        #define FNV_OFFSET 0xcbf29ce484222325ULL
        #define LARGE 14695981039346656037ULL
        uint64_t offset(void) { return FNV_OFFSET == LARGE; }
        """);
    assertEquals("1", kernel.run("Native.offset()").result());
  }

  @Test
  void tasksOfAnExecutorBelongToTheCellThatSubmitsThem() throws Exception {
    kernel.ok(
        "var pool = Lanes.processes(1); pool.submit((Callable<Integer> & Serializable) () ->"
            + " 1).get();");
    Cell cell =
        kernel.run(
            "pool.submit((Callable<Integer> & Serializable) () -> { System.out.println(\"here\");"
                + " return 2; }).get()");
    assertEquals("2", cell.result(), cell.traceback());
    assertEquals("here\n", cell.stdout());
    kernel.ok("pool.close();");
  }

  @Test
  void moreWorkersThanAnyMachineHasAreRefused() throws Exception {
    Cell cell = kernel.run("%%threads --workers 2147483647 n : 1\nn");
    assertTrue(
        cell.traceback().contains("--workers takes a whole number from 1 to 4096"),
        cell.traceback());
  }
}
