package org.jlanes.runtime.envelope;

import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Frames over a byte channel. One thread at a time reads and one writes; neither may be a thread
/// that user code can interrupt, because an interrupt closes a socket channel that blocks. Over a
/// socket [#openForAll] lifts that: an interrupt then means nothing to who reads, and is lost.
public final class FrameChannel implements AutoCloseable {
  private static final int BUFFER = 256 * 1024;

  private final ByteChannel channel;
  private final SharedBlocks shared;

  /// Whether the reading thread waits for bytes, and how often it has got some.
  private volatile boolean waiting;

  private final AtomicInteger reads = new AtomicInteger();

  private volatile Meter meter = new Meter();
  private final ByteBuffer out = ByteBuffer.allocateDirect(BUFFER);
  private final ByteBuffer in = ByteBuffer.allocateDirect(BUFFER).flip();

  /// Null while the channel blocks.
  private Readiness readable;

  private Readiness writable;

  /// Frames over a connected channel in blocking mode.
  ///
  /// @param shared shared memory for large blocks, or null where the other side is not on this
  ///   machine or the system has none
  public FrameChannel(ByteChannel channel, SharedBlocks shared) {
    this.channel = channel;
    this.shared = shared;
  }

  /// How often bytes have come so far, or -1 while those are looked at that have. If it is the same
  /// some time later, nothing comes. May be called by any thread.
  public int lull() {
    int before = reads.get();
    return waiting ? before : -1;
  }

  /// Has the bytes counted here from now on.
  public void meter(Meter counts) {
    meter = counts;
  }

  /// Shows the item that the other side runs, if it looks there ([#joinCurrent]).
  ///
  /// @return null where there is no shared memory
  public CurrentItem showCurrent() {
    return shared == null ? null : shared.showCurrent();
  }

  /// Where to show the item that this side runs; null if the other side does not look.
  public CurrentItem joinCurrent() {
    return shared == null ? null : shared.joinCurrent();
  }

  /// Whether the next frame has come whole, so that reading it does not wait. For the thread that
  /// reads.
  public boolean hasFrame() {
    return FrameCodec.isWhole(in);
  }

  /// Reads the next frame; blocks until it is complete.
  ///
  /// @throws EOFException if the other side has gone
  /// @throws FrameException if what comes is not a frame; the connection is of no use then
  public Frame read() throws IOException {
    return read(FrameCodec.LONGEST);
  }

  /// Reads the next frame from somebody who may not be believed yet.
  ///
  /// @param longest how many bytes its body may have; no memory is taken for more
  public Frame read(int longest) throws IOException {
    byte[] header = new byte[FrameCodec.HEADER];
    fill(header);
    FrameCodec.Header h = FrameCodec.header(ByteBuffer.wrap(header));
    if (h.length() > longest) {
      throw new FrameException(h.length() + " bytes where " + longest + " are the most");
    }
    byte[] body = new byte[h.length()];
    fill(body);
    meter.addReceived(header.length + body.length);
    Frame frame = FrameCodec.decode(h, body, shared);
    if (shared != null) {
      meter.addReceived(shared.taken());
    }
    return frame;
  }

  /// Writes a frame; blocks until the system has taken it.
  public void write(Frame frame) throws IOException {
    FrameBytes bytes = encode(frame);
    try {
      put(bytes.parts());
      flush();
      bytes.fill();
    } finally {
      bytes.breakOff();
    }
  }

  /// The bytes of a frame, for [#put], after which they are to be filled. May be called by any
  /// thread.
  FrameBytes encode(Frame frame) throws IOException {
    return FrameCodec.encode(frame, shared);
  }

  /// Takes the bytes of a frame; they are written when there are enough of them, or with [#flush].
  void put(List<MemorySegment> parts) throws IOException {
    if (shared != null) {
      meter.addSent(shared.put());
    }
    for (MemorySegment part : parts) {
      meter.addSent(part.byteSize());
      long done = 0;
      while (done < part.byteSize()) {
        if (!out.hasRemaining()) {
          flush();
        }
        int n = (int) Math.min(out.remaining(), part.byteSize() - done);
        MemorySegment.copy(part, done, MemorySegment.ofBuffer(out), 0, n);
        out.position(out.position() + n);
        done += n;
      }
    }
  }

  /// Writes what was taken; blocks until the system has it.
  void flush() throws IOException {
    out.flip();
    while (out.hasRemaining()) {
      if (channel.write(out) == 0) {
        writable.await(SelectionKey.OP_WRITE);
      }
    }
    out.clear();
  }

  /// Lets threads that user code can interrupt write as well. From then on the channel does not
  /// block, and an interrupt does not close it. Before anybody reads or writes in another thread.
  void openForAll() {
    if (channel instanceof SocketChannel socket && writable == null) {
      try {
        socket.configureBlocking(false);
        readable = new Readiness(socket);
        writable = new Readiness(socket);
      } catch (IOException e) {
        // It was closed, as whoever reads it will see.
        log(System.Logger.Level.DEBUG, "a connection that has ended", e);
      }
    }
  }

  /// Whether [#offer] takes that many bytes.
  boolean takesAtOnce(long size) {
    return writable != null && size <= BUFFER;
  }

  /// Writes as much as the system takes at once, on any thread; not while another one writes.
  ///
  /// @return whether that was all; if not, [#flush] writes the rest
  boolean offer(List<MemorySegment> parts) throws IOException {
    put(parts);
    out.flip();
    int n;
    do {
      n = channel.write(out);
    } while (n > 0 && out.hasRemaining());
    out.compact();
    return out.position() == 0;
  }

  private void fill(byte[] target) throws IOException {
    int done = 0;
    while (done < target.length) {
      if (!in.hasRemaining()) {
        in.clear();
        waiting = true;
        int n = channel.read(in);
        while (n == 0) {
          readable.await(SelectionKey.OP_READ);
          n = channel.read(in);
        }
        waiting = false;
        reads.lazySet(reads.getPlain() + 1);
        in.flip();
        if (n < 0) {
          throw new EOFException("the other side has closed the connection");
        }
      }
      int n = Math.min(in.remaining(), target.length - done);
      in.get(target, done, n);
      done += n;
    }
  }

  @Override
  public void close() throws IOException {
    if (shared != null) {
      shared.close();
    }
    channel.close();
    if (writable != null) {
      // Who waits there does not see that the channel was closed.
      readable.close();
      writable.close();
    }
  }

  /// Waits until a channel that does not block can go on. For one thread; any may close it.
  private static final class Readiness {
    private final SocketChannel channel;
    private Selector selector;
    private boolean closed;

    Readiness(SocketChannel channel) {
      this.channel = channel;
    }

    void await(int what) throws IOException {
      try {
        Selector mine = selector(what);
        mine.select();
        mine.selectedKeys().clear();
        // It would end each wait from now on.
        boolean _ = Thread.interrupted();
      } catch (ClosedSelectorException e) {
        throw new ClosedChannelException();
      }
      if (!channel.isOpen()) {
        throw new ClosedChannelException();
      }
    }

    private synchronized Selector selector(int what) throws IOException {
      if (closed) {
        throw new ClosedChannelException();
      }
      if (selector == null) {
        selector = Selector.open();
        channel.register(selector, what);
      }
      return selector;
    }

    synchronized void close() throws IOException {
      closed = true;
      if (selector != null) {
        selector.close();
      }
    }
  }

  /// Looked up when there is something to say: the first logger costs a starting worker
  /// milliseconds.
  private static void log(System.Logger.Level level, String text, Throwable thrown) {
    System.getLogger(FrameChannel.class.getName()).log(level, text, thrown);
  }
}
