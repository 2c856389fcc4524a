package org.jlanes.runtime.output;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jlanes.runtime.scope.CellOutput;
import org.jlanes.runtime.scope.UnscopedThread;

/// One of the process's own output descriptors, made to lead into a pipe that a thread of its own
/// copies into a cell. [#settle] waits until all that has been written before is there: it writes a
/// mark into the pipe, which the thread takes out again.
///
/// What is for the log is written there before it leaves the pipe. A process that ends at any
/// moment loses none of it then; a piece may stand there twice.
///
/// The thread blocks, and with it who writes to the descriptor, while the front end does not take
/// output. The kernel's own threads never write there.
final class DivertedDescriptor {
  private static final System.Logger LOG = System.getLogger(DivertedDescriptor.class.getName());
  private static final int BUFFER = 64 * 1024;

  private final int descriptor;
  private final Posix.Pipe pipe;
  private final byte[] mark;
  private final CellOutput.Stream stream;
  private final CellOutput to;
  private final LastWords log;
  private final Semaphore marks = new Semaphore(0);
  private volatile boolean led;
  private int original;

  /// Marks that have been written and not been waited for to the end.
  private int expected;

  /// For the copying thread only, like what follows.
  private final byte[] buffer = new byte[BUFFER];

  private Throwable lost;

  /// @param mark a short text that nobody writes by chance; it begins with a NUL
  /// @param log sees everything before the cell does
  DivertedDescriptor(
      int descriptor, byte[] mark, CellOutput.Stream stream, CellOutput to, LastWords log)
      throws IOException {
    this.descriptor = descriptor;
    this.mark = mark.clone();
    this.stream = stream;
    this.to = to;
    this.log = log;
    this.pipe = Posix.pipe();
  }

  /// The descriptor to read from the pipe with.
  int readEnd() {
    return pipe.readEnd();
  }

  /// Begins to divert.
  void begin() throws IOException {
    original = Posix.duplicate(descriptor);
    PeekedPipe in = new PeekedPipe(pipe.readEnd());
    UnscopedThread.named("jlanes-descriptor-" + descriptor).start(() -> copy(in));
    Posix.replace(descriptor, pipe.writeEnd());
    led = true;
  }

  /// Leads the descriptor back to where it led before. Does nothing before [#begin].
  void end() throws IOException {
    if (led) {
      led = false;
      Posix.replace(descriptor, original);
    }
  }

  private void copy(PeekedPipe in) {
    int kept = 0;
    try (in) {
      int n;
      while ((n = in.peek(buffer, kept, BUFFER - kept)) >= 0) {
        kept = passOn(in, kept, n);
      }
    } catch (IOException | RuntimeException e) {
      // Nobody reads the pipe any more: it would fill, and whoever writes would wait for ever.
      leadBack();
      LOG.log(Level.ERROR, "what native code prints no longer appears in cells", e);
    }
  }

  private void leadBack() {
    try {
      end();
    } catch (IOException e) {
      LOG.log(Level.ERROR, "what native code prints leads nowhere", e);
    }
  }

  /// Passes on what is complete and moves the rest to the front.
  ///
  /// @param kept how many bytes have been taken before
  /// @param n how many bytes after those are still in the pipe
  /// @return how much is left
  private int passOn(PeekedPipe in, int kept, int n) throws IOException {
    int have = kept + n;
    int whole = endOfWhole(have);
    tellOfLoss();
    texts(whole, log::write);
    in.take(buffer, kept, n);
    // The cell comes after that, since it may hold this thread up for as long as it likes.
    texts(whole, (bytes, from, length) -> to.write(stream, bytes, from, length));
    marks.release(marksBefore(whole));
    System.arraycopy(buffer, whole, buffer, 0, have - whole);
    return have - whole;
  }

  /// Not where it is caught: logging needs memory, too.
  private void tellOfLoss() {
    if (lost != null) {
      Throwable told = lost;
      lost = null;
      LOG.log(Level.ERROR, "some of what native code printed was lost", told);
    }
  }

  private interface Sink {
    void write(byte[] bytes, int from, int length) throws IOException;
  }

  /// Gives everything but the marks to the sink. What it cannot take, perhaps because a cell has
  /// filled the heap, is lost; but who writes must not get stuck.
  private void texts(int end, Sink sink) {
    int from = 0;
    while (from < end) {
      int at = indexOfMark(from, end);
      int to = at < 0 ? end : at;
      try {
        if (from < to) {
          sink.write(buffer, from, to - from);
        }
      } catch (IOException | RuntimeException | Error e) {
        lost = e;
      }
      from = at < 0 ? end : at + mark.length;
    }
  }

  /// Where the incomplete character or mark at the end begins.
  private int endOfWhole(int have) {
    int from = 0;
    for (int at = indexOfMark(0, have); at >= 0; at = indexOfMark(from, have)) {
      from = at + mark.length;
    }
    return Math.max(from, StreamPump.wholeCharacters(buffer, beginOfMark(from, have)));
  }

  private int marksBefore(int end) {
    int found = 0;
    for (int at = indexOfMark(0, end); at >= 0; at = indexOfMark(at + mark.length, end)) {
      found++;
    }
    return found;
  }

  private int indexOfMark(int from, int have) {
    for (int i = from; i <= have - mark.length; i++) {
      if (startsLikeMark(i, mark.length)) {
        return i;
      }
    }
    return -1;
  }

  /// Where a mark may begin whose end has not been read yet, or `have`.
  private int beginOfMark(int from, int have) {
    for (int i = Math.max(from, have - mark.length + 1); i < have; i++) {
      if (startsLikeMark(i, have - i)) {
        return i;
      }
    }
    return have;
  }

  private boolean startsLikeMark(int at, int length) {
    for (int i = 0; i < length; i++) {
      if (buffer[at + i] != mark[i]) {
        return false;
      }
    }
    return true;
  }

  /// Waits until what has been written to the descriptor so far is in its cell. To be called by one
  /// thread at a time.
  ///
  /// @return whether it is, or nothing leads there
  boolean settle(long timeout, TimeUnit unit) throws IOException, InterruptedException {
    if (!led) {
      return true;
    }
    // Not by way of the descriptor itself, which native code may have led elsewhere.
    Posix.write(pipe.writeEnd(), mark, 0, mark.length);
    expected++;
    boolean seen = marks.tryAcquire(expected, timeout, unit);
    if (seen) {
      expected = 0;
    }
    return seen;
  }
}
