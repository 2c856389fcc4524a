package org.jlanes.runtime.output;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jlanes.runtime.display.MimeBundle;
import org.jlanes.runtime.scope.CellOutput;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class DivertedDescriptorTest {
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private volatile Throwable refusal;
  private Posix.Pipe log;
  private DivertedDescriptor diverted;

  private final CellOutput cell =
      new CellOutput() {
        @Override
        public void write(Stream stream, byte[] bytes, int offset, int length) {
          switch (refusal) {
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case null, default -> shown.write(bytes, offset, length);
          }
        }

        @Override
        public void flush() {}

        @Override
        public void display(MimeBundle bundle, String displayId, boolean update) {}

        @Override
        public void clear(boolean wait) {}

        @Override
        public String readLine(String prompt, boolean password) throws IOException {
          throw new IOException("no input in this test");
        }

        @Override
        public void payload(Map<String, Object> payload) {}
      };

  /// Some descriptor of this process in place of 1 or 2.
  @BeforeEach
  void divert() throws Exception {
    log = Posix.pipe();
    diverted =
        new DivertedDescriptor(
            log.writeEnd(),
            "\0mark".getBytes(US_ASCII),
            CellOutput.Stream.STDOUT,
            cell,
            LastWords.all(OutputStream.nullOutputStream()));
    diverted.begin();
  }

  private void print(String text) throws Exception {
    byte[] bytes = text.getBytes(UTF_8);
    Posix.write(log.writeEnd(), bytes, 0, bytes.length);
  }

  private void settle() throws Exception {
    assertTrue(diverted.settle(60, TimeUnit.SECONDS));
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
    assertEquals("three", shown.toString(UTF_8));
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
    assertEquals("", shown.toString(UTF_8));
  }
}
