package org.jlanes.runtime.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileInputStream;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import org.jlanes.runtime.scope.CellOutput;
import org.jlanes.runtime.scope.RecordedOutput;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class DivertedDescriptorTest {
  private static final Stamp STAMP = Stamp.sharedBy("a test");

  private final Outlets outlets = new Outlets();
  private volatile Throwable refusal;
  private Posix.Pipe log;
  private DivertedDescriptor diverted;

  private final RecordedOutput cell =
      new RecordedOutput() {
        @Override
        public void write(Stream stream, byte[] bytes, int offset, int length) {
          switch (refusal) {
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case null, default -> super.write(stream, bytes, offset, length);
          }
        }
      };

  /// Some descriptor of this process in place of 1 or 2.
  @BeforeEach
  void divert() throws Exception {
    log = Posix.pipe();
    diverted =
        new DivertedDescriptor(
            log.writeEnd(),
            STAMP,
            CellOutput.Stream.STDOUT,
            outlets,
            cell,
            LastWords.all(OutputStream.nullOutputStream()));
    diverted.begin();
  }

  private void print(String text) throws Exception {
    byte[] bytes = text.getBytes(UTF_8);
    Posix.write(log.writeEnd(), bytes, 0, bytes.length);
  }

  private void settle() throws Exception {
    assertTrue(diverted.settle().await(60, TimeUnit.SECONDS));
  }

  @Test
  void outputGoesOnAfterAPieceThatTheCellCouldNotTake() throws Exception {
    refusal = new IllegalStateException("in a test");
    print("one");
    settle();
    refusal = new StackOverflowError("in a test");
    print("two");
    settle();
    refusal = null;
    print("three");
    settle();
    assertEquals("three", cell.stdout());
  }

  @Test
  void afterTheEndOutputGoesWhereItWentBefore() throws Exception {
    diverted.end();
    settle();
    print("to the log");
    Posix.close(log.writeEnd());
    try (FileInputStream in = new FileInputStream(Posix.path(log.readEnd()))) {
      assertEquals("to the log", new String(in.readNBytes("to the log".length()), UTF_8));
    }
    assertEquals("", cell.stdout());
  }

  @Test
  void textGoesToTheOutputThatItsStampNamesAndElseToNobodys() throws Exception {
    RecordedOutput one = new RecordedOutput();
    RecordedOutput two = new RecordedOutput();
    int first = outlets.add(one);
    int second = outlets.add(two);
    print(
        StampTest.stamped(STAMP, first, "1\n")
            + StampTest.stamped(STAMP, second, "2\n")
            + "plain\n"
            + StampTest.stamped(STAMP, first, "11\n")
            + StampTest.stamped(STAMP, second + 1, "unknown\n"));
    settle();
    assertEquals("1\n11\n", one.stdout());
    assertEquals("2\n", two.stdout());
    assertEquals("plain\nunknown\n", cell.stdout());
  }

  @Test
  void whoWaitsTwiceAtOnceIsToldTwice() throws Exception {
    DivertedDescriptor.Settlement early = diverted.settle();
    print("text");
    settle();
    assertEquals("text", cell.stdout());
    assertTrue(early.await(60, TimeUnit.SECONDS));
  }
}
