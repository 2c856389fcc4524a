package org.jlanes.runtime.output;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jlanes.runtime.scope.CellOutput;
import org.jlanes.runtime.scope.FullHeap;
import org.jlanes.runtime.scope.UnscopedThread;

/// One of the process's own output descriptors, made to lead into a pipe that a thread of its own
/// copies into cells: into the one that a [Stamp] names, or else into one for all that is nobody's.
/// [#settle] finds out when all that has been written before is there: it writes a mark into the
/// pipe, which the thread takes out again.
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
  private final Stamp stamp;
  private final CellOutput.Stream stream;
  private final Outlets outlets;
  private final CellOutput nobodys;
  private final LastWords log;
  private final Map<Integer, CountDownLatch> settlements = new ConcurrentHashMap<>();
  private final AtomicInteger last = new AtomicInteger();
  private volatile boolean led;
  private int original;

  /// For the copying thread only, like what follows.
  private final byte[] buffer = new byte[BUFFER];

  private final Cells cells = new Cells();
  private Throwable lost;

  /// @param stamp what says whose a text is
  /// @param nobodys where text goes that does not say so
  /// @param log sees everything before the cell does
  DivertedDescriptor(
      int descriptor,
      Stamp stamp,
      CellOutput.Stream stream,
      Outlets outlets,
      CellOutput nobodys,
      LastWords log)
      throws IOException {
    this.descriptor = descriptor;
    this.stamp = stamp;
    this.stream = stream;
    this.outlets = outlets;
    this.nobodys = nobodys;
    this.log = log;
    this.pipe = Posix.pipe();
  }

  /// The descriptor to read from the pipe with.
  int readEnd() {
    return pipe.readEnd();
  }

  /// A descriptor to write to the pipe with.
  int writeEnd() {
    return pipe.writeEnd();
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
      while (kept >= 0) {
        kept = next(in, kept);
      }
    } catch (IOException | RuntimeException e) {
      // Nobody reads the pipe any more: it would fill, and whoever writes would wait for ever.
      leadBack();
      LOG.log(Level.ERROR, "what native code prints no longer appears in cells", e);
    }
  }

  /// Waits for more and passes it on.
  ///
  /// @return how much is left, or -1 if nothing more comes
  private int next(PeekedPipe in, int kept) throws IOException {
    try {
      int n = in.peek(buffer, kept, BUFFER - kept);
      return n < 0 ? -1 : passOn(in, kept, n);
    } catch (OutOfMemoryError e) {
      // A cell fills the heap; who waits for what was printed must not wait for ever.
      lost = e;
      FullHeap.pause();
      return kept;
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
    tellOfLoss();
    int whole = stamp.read(buffer, have, this::record);
    in.take(buffer, kept, n);
    // The cell comes after that, since it may hold this thread up for as long as it likes.
    stamp.read(buffer, whole, cells);
    cells.flush();
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

  private void record(int outlet, byte[] bytes, int from, int length) {
    try {
      log.write(bytes, from, length);
    } catch (IOException | RuntimeException | Error e) {
      lost = e;
    }
  }

  /// Gives text to its cell, in as few pieces as possible. What a cell cannot take, perhaps because
  /// it has filled the heap, is lost; but who writes must not get stuck.
  private final class Cells implements Stamp.Reader {
    private final byte[] joined = new byte[BUFFER];
    private int outlet;
    private int length;

    @Override
    public void text(int whose, byte[] bytes, int from, int more) {
      if (whose != outlet) {
        flush();
        outlet = whose;
      }
      System.arraycopy(bytes, from, joined, length, more);
      length += more;
    }

    @Override
    public void settled(int number) {
      flush();
      CountDownLatch mark = settlements.get(number);
      if (mark != null) {
        mark.countDown();
      }
    }

    void flush() {
      int size = length;
      length = 0;
      try {
        if (size > 0) {
          outlets.find(outlet).orElse(nobodys).write(stream, joined, 0, size);
        }
      } catch (RuntimeException | Error e) {
        lost = e;
      }
    }
  }

  /// A moment up to which all is to be read.
  final class Settlement {
    private final int number = last.incrementAndGet();
    private final CountDownLatch read = new CountDownLatch(led ? 1 : 0);

    private Settlement() throws IOException {
      if (led) {
        settlements.put(number, read);
        byte[] text = stamp.settlement(number);
        // Not by way of the descriptor itself, which native code may have led elsewhere.
        Posix.write(pipe.writeEnd(), text, 0, text.length);
      }
    }

    /// Waits until what had been written to the descriptor is in its cells.
    ///
    /// @return whether it is, or nothing leads there
    boolean await(long timeout, TimeUnit unit) throws InterruptedException {
      try {
        return read.await(timeout, unit);
      } finally {
        settlements.remove(number);
      }
    }
  }

  /// Begins to find out when all that has been written up to now is in its cells. Any thread.
  Settlement settle() throws IOException {
    return new Settlement();
  }
}
