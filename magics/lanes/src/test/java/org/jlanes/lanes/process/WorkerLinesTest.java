package org.jlanes.lanes.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.jlanes.runtime.scope.CellOutput.Stream;
import org.jlanes.runtime.scope.RecordedOutput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The lines of several workers in one cell.
@Timeout(60)
final class WorkerLinesTest {
  private final RecordedOutput cell = new RecordedOutput();
  private final LineDesk desk = new LineDesk(cell, false);
  private final WorkerLines one = new WorkerLines(desk, 1);
  private final WorkerLines two = new WorkerLines(desk, 2);

  private static void print(WorkerLines worker, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    worker.write(Stream.STDOUT, bytes, 0, bytes.length);
  }

  @Test
  void linesThatComeInPiecesAreNeverMixed() {
    print(one, "he");
    print(two, "wor");
    print(one, "llo\nand ");
    print(two, "ld\n");
    print(one, "more\n");
    assertEquals("[1] hello\n[2] world\n[1] and more\n", cell.stdout());
  }

  @Test
  void anUnfinishedLineIsShownAndGoesOnUnlessAnotherOneHasWritten() throws Exception {
    print(one, "..");
    cell.await("the dots", () -> cell.stdout().equals("[1] .."));
    print(one, ".");
    one.settle();
    print(one, ".\n");
    print(one, "..");
    one.settle();
    print(two, "x\n");
    print(one, ".\n");
    assertEquals("[1] ....\n[1] ..\n[2] x\n[1] .\n", cell.stdout());
  }

  @Test
  void aProgressBarStaysBehindItsWorkersNumber() {
    print(one, "\r 10 %\r 20 %");
    one.settle();
    print(one, "\r 30 %\r");
    one.settle();
    print(one, " 40 %\r");
    one.settle();
    print(one, "done\r\nnext\n");
    assertEquals("[1]  20 %\r[1]  30 %\r[1]  40 %\r[1] done\n[1] next\n", cell.stdout());
  }

  @Test
  void aColourHoldsForTheLinesOfItsWorkerOnly() {
    WorkerLines coloured = new WorkerLines(new LineDesk(cell, true), 1);
    print(coloured, "\u001b[31mred\nstill\u001b[0m\nplain\n");
    String name = "\u001b[36m[1]\u001b[39m ";
    assertEquals(
        name + "\u001b[31mred\u001b[0m\n" + name + "\u001b[31mstill\u001b[0m\n" + name + "plain\n",
        cell.stdout());
  }

  @Test
  void charactersAreNotTornAndGarbageIsShown() {
    byte[] word = "für €\n".getBytes(StandardCharsets.UTF_8);
    for (byte b : word) {
      one.write(Stream.STDOUT, new byte[] {b}, 0, 1);
      one.settle();
    }
    one.write(Stream.STDOUT, new byte[] {(byte) 0xff, 0, (byte) 0x80, '\n'}, 0, 4);
    assertEquals("[1] für €\n[1] \ufffd\0\ufffd\n", cell.stdout());
  }

  @Test
  void aVeryLongLineDoesNotWaitForItsEnd() {
    String part = "x".repeat(100_000);
    print(one, part);
    assertEquals("[1] " + part, cell.stdout());
    print(one, "\n\n");
    assertEquals("[1] " + part + "\n[1] \n", cell.stdout());
  }
}
