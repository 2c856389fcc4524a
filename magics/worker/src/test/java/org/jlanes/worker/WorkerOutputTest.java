package org.jlanes.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jlanes.lanes.Lanes;
import org.jlanes.runtime.display.Display;
import org.jlanes.runtime.scope.CellOutput;
import org.junit.jupiter.api.Test;

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
                  return i;
                }));
    assertTrue(bench.shown().contains("shown by "), bench.shown());
    assertFalse(bench.shown().contains("shown by " + ProcessHandle.current().pid()), bench.shown());
  }
}
