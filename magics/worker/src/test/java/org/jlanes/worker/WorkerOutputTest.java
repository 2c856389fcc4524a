package org.jlanes.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.regex.Pattern;
import org.jlanes.lanes.Lanes;
import org.jlanes.lanes.run.LaneProviders;
import org.jlanes.lanes.run.LaneRunner;
import org.jlanes.lanes.run.RunOptions;
import org.jlanes.runtime.display.Display;
import org.jlanes.runtime.display.Progress;
import org.jlanes.runtime.scope.CellOutput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What workers print and show, however they do it.
final class WorkerOutputTest {
  private final Bench bench = new Bench();

  @Test
  void whatWorkersPrintArrivesInTheCell() throws Exception {
    bench.cell(() ->
        Bench.processes()
            .map(
                List.of("a", "b"),
                s -> {
                  System.out.println("out " + s);
                  System.err.println("err " + s);
                  Thread thread = new Thread(() -> System.out.println("thread " + s));
                  thread.start();
                  thread.join();
                  return s;
                }));
    for (String s : List.of("a", "b")) {
      assertTrue(bench.stdout().contains("out " + s + "\n"), bench.stdout());
      assertTrue(bench.stdout().contains("thread " + s + "\n"), bench.stdout());
      assertTrue(bench.stderr().contains("err " + s + "\n"), bench.stderr());
    }
  }

  @Test
  void whatIsWrittenPastJavasStreamsArrivesToo() throws Exception {
    bench.cell(() ->
        Bench.processes()
            .map(
                1,
                i -> {
                  new ProcessBuilder("sh", "-c", "echo native; echo error >&2")
                      .inheritIO()
                      .start()
                      .waitFor();
                  return i;
                }));
    bench.awaitPrinted(CellOutput.Stream.STDOUT, "native\n");
    bench.awaitPrinted(CellOutput.Stream.STDERR, "error\n");
  }

  /// As a JVM does that crashes: it writes, and is gone.
  private static void lastWords() throws Exception {
    byte[] text = ("x".repeat(60_000) + "farewell\n").getBytes(StandardCharsets.UTF_8);
    try (var err = new FileOutputStream(FileDescriptor.err)) {
      err.write(text);
    }
    Bench.die();
  }

  @Test
  void theLastWordsOfACrashingWorkerAreInTheCellWhenTheRunEnds() throws Exception {
    bench.cell(() ->
        Lanes.processes(1)
            .quiet()
            .keepGoing()
            .map(
                1,
                i -> {
                  lastWords();
                  return i;
                }));
    int workers = 3;
    assertEquals(workers, bench.stderr().split("farewell\n", -1).length - 1);
    assertEquals(workers * (60_000 + "farewell\n".length()), bench.stderr().length());
  }

  @Test
  void aThousandLinesOfAnItemAreCompleteWhenTheRunEnds() throws Exception {
    bench.cell(() ->
        Bench.processes()
            .map(
                2,
                i -> {
                  for (int line = 0; line < 1000; line++) {
                    System.out.println(i + " line " + line);
                  }
                  return i;
                }));
    assertEquals(2000, bench.stdout().lines().count());
  }

  @Test
  void aWorkerCanShowThings() throws Exception {
    bench.cell(() ->
        Bench.processes()
            .map(
                1,
                i -> {
                  Display.html("<b>x</b>", "shown by " + ProcessHandle.current().pid());
                  Display.show("before").update("after");
                  Progress.range(3).forEach(step -> {});
                  return i;
                }));
    assertTrue(bench.shown().contains("shown by "), bench.shown());
    assertFalse(bench.shown().contains("shown by " + ProcessHandle.current().pid()), bench.shown());
    assertTrue(bench.shown().contains("before\nafter\n0 of 3, "), bench.shown());
    assertTrue(bench.shown().contains("\n3 of 3, "), bench.shown());
  }

  private static void nested(String go) {
    Lanes.threads(1)
        .map(
            1,
            i -> {
              Bench.await("it may go on", () -> Files.exists(Path.of(go)));
              return i;
            });
  }

  @Test
  void aBodyWithoutItemsShowsTheRunsThatItStartsAndTheReportsThatItDisplays(@TempDir Path folder)
      throws Exception {
    String go = folder.resolve("go").toString();
    var run =
        new FutureTask<>(() ->
            bench.cell(() ->
                new LaneRunner(
                        LaneProviders.backend("processes"),
                        RunOptions.DEFAULT.withWorkers(2).withQuiet(true),
                        state -> {})
                    .runOnEachWorker(w -> {
                      nested(go);
                      var quick = Lanes.threads(1).quiet().map(3, i -> i);
                      return Display.show(quick.report()).id();
                    })));
    Thread.ofPlatform().start(run);
    for (int worker = 1; worker <= 2; worker++) {
      String progress = "worker " + worker + ", threads: 0 of 1 items, 1 in flight";
      Bench.await(progress, () -> bench.shown().contains(progress));
    }
    Files.createFile(Path.of(go));
    assertEquals(2, run.get().values().size());
    String shown = bench.shown();
    assertTrue(shown.contains("worker 2, threads: 1 item in "), shown);
    assertEquals(3, shown.split("threads: 3 items in ", -1).length, shown);
  }

  /// Prints lines in pieces, in every way, with what is no text.
  private static int babble(String folder, int item) throws Exception {
    Bench.meet(folder, item, 2);
    for (int line = 0; line < 200; line++) {
      System.out.print("java " + item);
      System.out.print(" line ");
      System.out.println(line);
    }
    new ProcessBuilder(
            "sh", "-c", "for i in 1 2 3 4 5 6 7 8; do printf child; printf ' %s\\n' $i; done")
        .inheritIO()
        .start()
        .waitFor();
    try (var out = new FileOutputStream(FileDescriptor.out)) {
      out.write("JLNE\0\5\0\1 is no frame here\n".getBytes(StandardCharsets.ISO_8859_1));
      out.write(new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1, '\n'});
      out.write(("long " + "x".repeat(20_000) + "\n").getBytes(StandardCharsets.UTF_8));
    }
    return item;
  }

  @Test
  void linesOfWorkersAreNeverTornWhateverTheyPrint(@TempDir Path folder) throws Exception {
    String there = folder.toString();
    assertEquals(
        List.of(0, 1), bench.cell(() -> Bench.processes().map(2, i -> babble(there, i)).values()));
    for (int worker = 1; worker <= 2; worker++) {
      // What is written past Java comes by a way of its own.
      String number = "[" + worker + "]";
      bench.awaitPrinted(CellOutput.Stream.STDOUT, number + "\u001b[39m long ");
    }
    var line =
        Pattern.compile(
            "\u001b\\[3[65]m\\[[12]]\u001b\\[39m"
                + " (java [01] line \\d+|child \\d|JLNE.* is no frame here|\ufffd+.*|long x+)");
    List<String> lines = bench.stdout().lines().toList();
    lines.forEach(each -> assertTrue(line.matcher(each).matches(), each));
    assertEquals(2 * (200 + 8 + 3), lines.size());
  }

  @Test
  void aWorkerThatClosesItsStreamsIsHeardStill() throws Exception {
    bench.cell(() ->
        Lanes.processes(1)
            .quiet()
            .option("pool", "mute")
            .map(
                3,
                i -> {
                  System.out.close();
                  System.err.close();
                  new FileOutputStream(FileDescriptor.out).close();
                  System.out.println("item " + i);
                  return i;
                }));
    assertEquals("item 0\nitem 1\nitem 2\n", bench.stdout());
  }
}
