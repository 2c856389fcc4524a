package org.jlanes.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Tasks that are submitted to worker processes by a cell that goes on and changes what they use:
/// each gets what was there when it was submitted, however long it waits for a worker.
final class SubmittedTasksIT {
  @SharedKernel private static KernelSession kernel;

  @BeforeAll
  static void declare() throws Exception {
    kernel.ok(
        """
        Lane tasks = Lanes.processes(2).quiet();
        <T> List<T> all(List<Future<T>> futures) throws Exception {
          List<T> values = new ArrayList<>();
          for (Future<T> future : futures) values.add(future.get());
          return values;
        }
        """);
  }

  private static String numbers(int from, int to, int step) {
    return IntStream.range(from, to)
        .mapToObj(n -> Integer.toString(n * step))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  @Test
  void aVariableThatIsAssignedAgain() throws Exception {
    kernel.ok("int scale = 0;");
    assertEquals(
        numbers(0, 40, 2),
        kernel
            .ok(
                """
                var scaled = new ArrayList<Future<Integer>>();
                for (int i = 0; i < 40; i++) {
                  scale = i;
                  scaled.add(tasks.submit(() -> { Thread.sleep(2); return scale * 2; }));
                }
                scale = -1;
                all(scaled)
                """)
            .result());
    // Without any change nothing is sent again, and tasks of the next cell see the new value.
    assertEquals("-1", kernel.ok("tasks.submit(() -> scale).get()").result());
  }

  @Test
  void anObjectThatGrows() throws Exception {
    kernel.ok("List<Integer> growing = new ArrayList<>();");
    assertEquals(
        numbers(1, 41, 1),
        kernel
            .ok(
                """
                var sizes = new ArrayList<Future<Integer>>();
                for (int i = 0; i < 40; i++) {
                  growing.add(i);
                  sizes.add(tasks.submit(() -> { Thread.sleep(2); return growing.size(); }));
                }
                growing.clear();
                all(sizes)
                """)
            .result());
  }

  @Test
  void anArrayOfAVariableOfAnySize() throws Exception {
    for (int length : new int[] {10, 10_000, 1_000_000}) {
      kernel.ok("double[] filled = new double[" + length + "];");
      assertEquals(
          "[0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0]",
          kernel
              .ok(
                  """
                  var lasts = new ArrayList<Future<Double>>();
                  for (int i = 0; i < 10; i++) {
                    Arrays.fill(filled, i);
                    lasts.add(tasks.submit(() -> {
                      Thread.sleep(2);
                      return filled[filled.length - 1];
                    }));
                  }
                  Arrays.fill(filled, -1);
                  all(lasts)
                  """)
              .result());
    }
  }

  @Test
  void aBufferThatALoopUsesAgain() throws Exception {
    assertEquals(
        numbers(0, 40, 1),
        kernel
            .ok(
                """
                var read = new ArrayList<Future<Integer>>();
                {
                  int[] buffer = new int[10];
                  for (int i = 0; i < 40; i++) {
                    buffer[3] = i;
                    read.add(tasks.submit(() -> { Thread.sleep(2); return buffer[3]; }));
                  }
                  buffer[3] = -1;
                }
                all(read)
                """)
            .result());
  }

  @Test
  void tasksWithDifferentVariablesTakeTurns() throws Exception {
    kernel.ok("int left = 0, right = 0;");
    assertEquals(
        "[0, 0, 1, 101, 2, 202, 3, 303, 4, 404, 5, 505, 6, 606, 7, 707]",
        kernel
            .ok(
                """
                var turns = new ArrayList<Future<Integer>>();
                for (int i = 0; i < 8; i++) {
                  left = i;
                  turns.add(tasks.submit(() -> left));
                  right = 100 * i;
                  turns.add(tasks.submit(() -> left + right));
                }
                all(turns)
                """)
            .result());
  }

  @Test
  void whatATaskAssignsInItsWorkerIsNotWhatTheNextOneFinds() throws Exception {
    kernel.ok("int counter = 5;");
    assertEquals(
        "[6, 6, 6, 6, 6, 6, 6, 6]",
        kernel
            .ok(
                """
                var counted = new ArrayList<Future<Integer>>();
                for (int i = 0; i < 8; i++) counted.add(tasks.submit(() -> ++counter));
                all(counted)
                """)
            .result());
    assertEquals("5", kernel.ok("counter").result());
  }

  @Test
  void norIsWhatATaskAssignsThatReadsSomethingElseOrNothing() throws Exception {
    kernel.ok("int kept = 5, other = 9; Lane alone = Lanes.processes(1).quiet();");
    assertEquals(
        "[5, 0, 5, 0, 5, 9, 5, 9, 5]",
        kernel
            .ok(
                """
                var seen = new ArrayList<Future<Integer>>();
                for (int i = 0; i < 2; i++) {
                  int k = i;
                  seen.add(alone.submit(() -> kept));
                  seen.add(alone.submit(() -> { kept = k + 1; return 0; }));
                }
                for (int i = 0; i < 2; i++) {
                  seen.add(alone.submit(() -> kept));
                  seen.add(alone.submit(() -> { kept = other; return other; }));
                }
                seen.add(alone.submit(() -> kept));
                all(seen)
                """)
            .result());
  }

  @Test
  void norIsAStaticFieldThatATaskCountsIn() throws Exception {
    kernel.ok(
        """
        class Counting implements Callable<Integer> {
          static int n = 3;
          public Integer call() { return ++n; }
        }
        """);
    assertEquals(
        "[4, 4, 4, 4]",
        kernel
            .ok(
                """
                var counts = new ArrayList<Future<Integer>>();
                for (int i = 0; i < 2; i++) {
                  counts.add(tasks.submit(new Counting()));
                  counts.add(tasks.submit(() -> ++Counting.n));
                }
                all(counts)
                """)
            .result());
  }

  @Test
  void whatATaskCannotBeSentWithConcernsNoOther() throws Exception {
    kernel.ok("Thread helper = new Thread(() -> {}); int sent = 5;");
    String said =
        kernel
            .ok(
                """
                var mixed = List.of(
                    tasks.submit(() -> 1),
                    tasks.submit(() -> helper.getName().length()),
                    tasks.submit(() -> sent + 2),
                    tasks.submit(() -> helper.getName().length()),
                    tasks.submit(() -> 3));
                StringBuilder told = new StringBuilder();
                for (var each : mixed) {
                  try {
                    told.append(each.get()).append('\\n');
                  } catch (ExecutionException e) {
                    told.append(e.getCause().getMessage()).append('\\n');
                  }
                }
                System.out.print(told);
                """)
            .stdout();
    String[] lines = said.lines().filter(line -> !line.isBlank()).toArray(String[]::new);
    assertEquals("1", lines[0], said);
    assertEquals(2, said.split("`helper`.*cannot be sent", -1).length - 1, said);
    assertTrue(said.contains("\n7\n"), said);
    assertEquals("3", lines[lines.length - 1], said);
  }

  @Test
  void itemsMayReadWhatTheBodyReadsAndMore() throws Exception {
    kernel.ok(
        """
        interface Job extends Serializable { int run(); }
        int base = 100, more = 7;
        List<Job> jobs = List.of(() -> base + 1, () -> base + more, () -> more, () -> 3);
        """);
    kernel.ok("%%processes --quiet --workers 2 Job job : jobs -> ran\nbase + job.run()");
    assertEquals("[201, 207, 107, 103]", kernel.ok("ran").result());
  }

  @Test
  void whatAWorkerCannotReadConcernsNoOtherTask() throws Exception {
    kernel.ok(
        """
        class Picky implements Serializable {
          private void readObject(ObjectInputStream in) throws IOException {
            throw new IOException("not in a worker");
          }
        }
        Picky picky = new Picky();
        int seven = 7;
        Lane one = Lanes.processes(1).quiet();
        """);
    String said =
        kernel
            .ok(
                """
                var several = List.of(
                    one.submit(() -> picky == null ? 1 : 2),
                    one.submit(() -> 3),
                    one.submit(() -> picky == null ? 4 : 5),
                    one.submit(() -> seven));
                StringBuilder heard = new StringBuilder();
                for (var each : several) {
                  try {
                    heard.append(each.get()).append('\\n');
                  } catch (ExecutionException e) {
                    heard.append(e.getCause()).append('\\n');
                  }
                }
                System.out.print(heard);
                """)
            .stdout();
    String[] lines = said.lines().toArray(String[]::new);
    assertEquals(4, lines.length, said);
    assertTrue(lines[0].contains("not in a worker"), said);
    assertEquals("3", lines[1], said);
    assertTrue(lines[2].contains("not in a worker"), said);
    assertEquals("7", lines[3], said);
  }

  @Test
  void aLaterWorkerGetsWhatTheFirstOnesGot() throws Exception {
    kernel.ok("int[] told = new int[10_000]; told[7] = 1; int[] mine = null;");
    kernel.ok("%%processes --pool late --workers 1 --everywhere\nmine = told.clone();");
    kernel.ok("told[7] = 2;");
    kernel.ok("%%processes --pool late --workers 2 --quiet -> theirs\nmine[7]");
    assertEquals("[1, 1]", kernel.ok("theirs").result());
  }
}
