package org.jlanes.runtime.output;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jlanes.runtime.scope.CellOutput;

/// One of the process's own output descriptors, made to lead into a pipe that a thread of its own
/// copies into a cell. [#settle] waits until all that has been written before is there: it writes a
/// mark into the pipe, which the thread takes out again.
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

  /// For the copying thread only.
  private OutOfMemoryError lost;

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
    InputStream in = new FileInputStream(Posix.path(pipe.readEnd()));
    Thread.ofPlatform()
        .name("jlanes-descriptor-" + descriptor)
        .daemon()
        .inheritInheritableThreadLocals(false)
        .start(() -> copy(in));
    Posix.replace(descriptor, pipe.writeEnd());
  }

  private void copy(InputStream in) {
    byte[] buffer = new byte[BUFFER];
    int kept = 0;
    try (in) {
      int n;
      while ((n = in.read(buffer, kept, BUFFER - kept)) >= 0) {
        try {
          kept = passOn(buffer, kept + n);
        } catch (OutOfMemoryError e) {
          // A cell has filled the heap: what was read is lost, but who writes must not get stuck.
          kept = 0;
          lost = e;
        }
      }
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.ERROR, "what native code prints no longer appears in cells", e);
    }
  }

  /// Passes on what is complete and moves the rest to the front.
  ///
  /// @return how much that is
  private int passOn(byte[] buffer, int have) throws IOException {
    if (lost != null) {
      // Not where it is caught: logging needs memory, too.
      OutOfMemoryError told = lost;
      lost = null;
      LOG.log(Level.ERROR, "some of what native code printed was lost", told);
    }
    int from = 0;
    int at;
    while ((at = indexOfMark(buffer, from, have)) >= 0) {
      write(buffer, from, at);
      marks.release();
      from = at + mark.length;
    }
    int whole = Math.max(from, StreamPump.wholeCharacters(buffer, beginOfMark(buffer, from, have)));
    write(buffer, from, whole);
    System.arraycopy(buffer, whole, buffer, 0, have - whole);
    return have - whole;
  }

  private int indexOfMark(byte[] buffer, int from, int have) {
    for (int i = from; i <= have - mark.length; i++) {
      if (startsLikeMark(buffer, i, mark.length)) {
        return i;
      }
    }
    return -1;
  }

  /// Where a mark may begin whose end has not been read yet, or `have`.
  private int beginOfMark(byte[] buffer, int from, int have) {
    for (int i = Math.max(from, have - mark.length + 1); i < have; i++) {
      if (startsLikeMark(buffer, i, have - i)) {
        return i;
      }
    }
    return have;
  }

  private boolean startsLikeMark(byte[] buffer, int at, int length) {
    for (int i = 0; i < length; i++) {
      if (buffer[at + i] != mark[i]) {
        return false;
      }
    }
    return true;
  }

  private void write(byte[] buffer, int from, int to) throws IOException {
    if (from < to) {
      log.write(buffer, from, to - from);
      this.to.write(stream, buffer, from, to - from);
    }
  }

  /// Waits until what has been written to the descriptor so far is in its cell.
  ///
  /// @return whether it is
  boolean settle(long timeout, TimeUnit unit) throws IOException, InterruptedException {
    // Not by way of the descriptor itself, which native code may have led elsewhere.
    Posix.write(pipe.writeEnd(), mark, 0, mark.length);
    return marks.tryAcquire(timeout, unit);
  }
}
