package org.jlanes.runtime.envelope;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jlanes.runtime.scope.CellOutput;
import org.jlanes.runtime.scope.UnscopedThread;

/// Frames waiting to be written, and the thread that writes them. Any thread may post; frames are
/// written in the order of posting. Small pieces of output that wait side by side become one frame.
public final class Outbox implements AutoCloseable {
  /// Bytes that may wait before [#post] blocks.
  private static final long ROOM = 4 << 20;

  /// Pieces of output are joined up to this size.
  private static final int JOINED = 64 * 1024;

  private record Waiting(List<MemorySegment> parts, Printed printed, long size, Runnable written) {}

  /// Output that still grows while it waits.
  private record Printed(int run, CellOutput.Stream stream, ByteArrayOutputStream bytes) {}

  private final FrameChannel channel;
  private final Consumer<Throwable> onFailure;
  private final Deque<Waiting> queue = new ArrayDeque<>();
  private long waiting;
  private boolean writing;
  private boolean closed;

  /// Starts the writing thread.
  ///
  /// @param name the thread's name
  /// @param onFailure told once, on the writing thread, when writing has failed, for whatever
  ///   reason; nothing is written after that
  public Outbox(String name, FrameChannel channel, Consumer<Throwable> onFailure) {
    this.channel = channel;
    this.onFailure = onFailure;
    UnscopedThread.named(name).start(this::run);
  }

  /// Queues a frame. Blocks while too much waits; an interrupt does not end the wait, but is kept.
  ///
  /// @throws FrameException if the frame is too long
  public void post(Frame frame) throws IOException {
    enqueue(encoded(frame, null), true);
  }

  /// Queues a frame without ever blocking.
  ///
  /// @param written run on the writing thread when the system has taken the frame; may be null
  /// @throws FrameException if the frame is too long
  public void postNow(Frame frame, Runnable written) throws IOException {
    enqueue(encoded(frame, written), false);
  }

  /// Queues output; blocks like [#post].
  public void print(int run, CellOutput.Stream stream, byte[] bytes, int offset, int length) {
    synchronized (this) {
      Waiting last = queue.peekLast();
      if (last != null
          && last.printed() != null
          && last.printed().run() == run
          && last.printed().stream() == stream
          && last.printed().bytes().size() + length <= JOINED) {
        last.printed().bytes().write(bytes, offset, length);
        return;
      }
    }
    var copy = new ByteArrayOutputStream(Math.max(length, 256));
    copy.write(bytes, offset, length);
    enqueue(
        new Waiting(null, new Printed(run, stream, copy), Math.max(JOINED, length), null), true);
  }

  private Waiting encoded(Frame frame, Runnable written) throws IOException {
    List<MemorySegment> parts = channel.encode(frame);
    long size = parts.stream().mapToLong(MemorySegment::byteSize).sum();
    return new Waiting(parts, null, size, written);
  }

  private synchronized void enqueue(Waiting frame, boolean wait) {
    boolean interrupted = false;
    while (wait && !closed && waiting > 0 && waiting + frame.size() > ROOM) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (!closed) {
      queue.add(frame);
      waiting += frame.size();
      notifyAll();
    }
  }

  private void run() {
    try {
      for (Waiting next = take(); next != null; next = take()) {
        if (next.printed() != null) {
          Printed p = next.printed();
          channel.write(new Frame.Output(p.run(), p.stream(), p.bytes().toByteArray()));
        } else {
          channel.write(next.parts());
        }
        if (next.written() != null) {
          next.written().run();
        }
        done(next);
      }
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      // Also a heap that somebody else has filled: who waits for what stands here must not do so
      // for ever.
      close();
      onFailure.accept(e);
    }
  }

  private synchronized Waiting take() throws InterruptedException {
    while (queue.isEmpty() && !closed) {
      wait();
    }
    writing = !queue.isEmpty();
    return queue.poll();
  }

  private synchronized void done(Waiting frame) {
    waiting -= frame.size();
    writing = false;
    notifyAll();
  }

  /// Waits until everything queued so far has been written, or the outbox is closed.
  public synchronized void flush() throws InterruptedException {
    while (!closed && (writing || !queue.isEmpty())) {
      wait();
    }
  }

  /// Ends the thread; what still waits is written first if the connection lives.
  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
  }
}
