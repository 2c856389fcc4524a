package org.jlanes.runtime.envelope;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jlanes.runtime.scope.CellOutput;
import org.jlanes.runtime.scope.UnscopedThread;
import org.jlanes.runtime.system.Uninterrupted;

/// Frames waiting to be written, and the thread that writes them. Any thread may post; frames are
/// written in the order of posting, with what their values are when they are posted. Small pieces
/// of output that wait side by side become one frame.
public final class Outbox implements AutoCloseable {
  /// Bytes that may wait before [#post] blocks.
  public static final long ROOM = 4 << 20;

  /// Pieces of output are joined up to this size.
  private static final int JOINED = 64 * 1024;

  private record Waiting(FrameBytes frame, Printed printed, long size, Runnable written) {
    Waiting(FrameBytes frame, Runnable written) {
      this(frame, null, frame.size(), written);
    }
  }

  /// Output that still grows while it waits.
  private record Printed(int run, CellOutput.Stream stream, ByteArrayOutputStream bytes) {}

  private final FrameChannel channel;
  private final Consumer<Throwable> onFailure;
  private final Deque<Waiting> queue = new ArrayDeque<>();
  private long waiting;

  /// How many frames have waited so far, and how many of them have been written.
  private long queued;

  private long gone;

  /// Whether some thread has the channel.
  private boolean writing;

  /// A frame whose bytes a posting thread could not all write.
  private Waiting rest;

  /// Why a posting thread could not write.
  private Throwable failed;

  private boolean closed;

  /// Starts the writing thread.
  ///
  /// @param name the thread's name
  /// @param onFailure told once, on the writing thread, when writing has failed, for whatever
  ///   reason; nothing is written after that
  public Outbox(String name, FrameChannel channel, Consumer<Throwable> onFailure) {
    this.channel = channel;
    channel.openForAll();
    this.onFailure = onFailure;
    UnscopedThread.named(name).start(this::run);
  }

  /// Queues a frame. Blocks while too much waits; an interrupt does not end the wait, but is kept.
  ///
  /// @throws FrameException if the frame is too long
  public void post(Frame frame) throws IOException {
    send(frame, null, true, false);
  }

  /// Queues a frame without ever blocking.
  ///
  /// @param written run on the writing thread when the system has taken the frame; may be null
  /// @throws FrameException if the frame is too long
  public void postNow(Frame frame, Runnable written) throws IOException {
    send(frame, written, false, false);
  }

  /// Writes a frame at once, on the calling thread, if nothing else is being written; otherwise as
  /// [#postNow]. For a frame that somebody waits for.
  ///
  /// @param written run when the system has taken the frame; may be null
  /// @throws FrameException if the frame is too long
  public void deliver(Frame frame, Runnable written) throws IOException {
    send(frame, written, false, true);
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
        new Waiting(null, new Printed(run, stream, copy), Math.max(JOINED, length), null),
        true,
        false);
  }

  private void send(Frame frame, Runnable written, boolean wait, boolean atOnce)
      throws IOException {
    FrameBytes bytes = channel.encode(frame);
    // Who may wait does that instead of a large copy.
    boolean stays = wait && bytes.borrowed() && bytes.size() > ROOM;
    Waiting next = new Waiting(stays ? bytes : owned(bytes), written);
    long number =
        bytes.fillings().isEmpty() ? enqueue(next, wait, atOnce) : sendFilling(next, wait, atOnce);
    if (stays) {
      awaitGone(number);
    }
  }

  /// A frame that does not change any more.
  private static FrameBytes owned(FrameBytes bytes) {
    boolean complete = false;
    try {
      FrameBytes owned = bytes.owned();
      complete = true;
      return owned;
    } finally {
      if (!complete) {
        bytes.recall();
      }
    }
  }

  /// Sends a frame that has blocks in shared memory.
  private long sendFilling(Waiting next, boolean wait, boolean atOnce) {
    // It is not on its way before its blocks are there too.
    AtomicInteger missing = new AtomicInteger(2);
    Runnable done =
        () -> {
          if (missing.decrementAndGet() == 0 && next.written != null) {
            next.written.run();
          }
        };
    long number;
    try {
      number = enqueue(new Waiting(next.frame, done), wait, atOnce);
      // On this thread: what is sent is what its values are now.
      next.frame.fill();
    } finally {
      next.frame.breakOff();
    }
    done.run();
    return number;
  }

  /// Queues a frame, or writes it.
  ///
  /// @return for [#awaitGone]
  private long enqueue(Waiting frame, boolean wait, boolean atOnce) {
    synchronized (this) {
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
      if (closed) {
        return 0;
      }
      if (!atOnce || writing || !queue.isEmpty() || !channel.takesAtOnce(frame.size())) {
        queue.add(frame);
        waiting += frame.size();
        notifyAll();
        return ++queued;
      }
      writing = true;
    }
    offer(frame);
    return 0;
  }

  /// Waits until a frame that waits has been written, or the outbox is closed. An interrupt does
  /// not end that, but is kept.
  private synchronized void awaitGone(long number) {
    Uninterrupted.await(this, () -> closed || gone >= number);
  }

  /// Writes on the calling thread, which saves the way through another one. What the system does
  /// not take is left to the writing thread.
  private void offer(Waiting frame) {
    boolean all = false;
    Throwable failure = null;
    try {
      all = channel.offer(frame.frame().parts());
      if (all && frame.written() != null) {
        frame.written().run();
      }
    } catch (IOException | RuntimeException | Error e) {
      failure = e;
    }
    synchronized (this) {
      failed = failure;
      rest = all || failure != null ? null : frame;
      queued += rest == null ? 0 : 1;
      writing = rest != null;
      notifyAll();
    }
  }

  private void run() {
    try {
      for (List<Waiting> next = take(); !next.isEmpty(); next = take()) {
        for (Waiting frame : next) {
          if (frame.printed() != null) {
            Printed p = frame.printed();
            channel.put(
                channel
                    .encode(new Frame.Output(p.run(), p.stream(), p.bytes().toByteArray()))
                    .parts());
          } else if (frame.frame() != null) {
            channel.put(frame.frame().parts());
          }
        }
        channel.flush();
        for (Waiting frame : next) {
          if (frame.written() != null) {
            frame.written().run();
          }
        }
        done(next);
      }
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      fail(e);
    }
  }

  private void fail(Throwable e) {
    // Also a heap that somebody else has filled: who waits for what stands here must not do so
    // for ever.
    close();
    onFailure.accept(e);
  }

  /// What is to be written now, all that waits up to some size: one call of the system for many
  /// frames. Empty at the end.
  private synchronized List<Waiting> take() throws InterruptedException, IOException {
    while (failed == null && rest == null && (writing || (queue.isEmpty() && !closed))) {
      wait();
    }
    if (failed != null) {
      throw new IOException(failed);
    }
    List<Waiting> next = new ArrayList<>();
    long size = 0;
    if (rest != null) {
      // Its bytes are in the channel already.
      next.add(new Waiting(null, null, 0, rest.written()));
      rest = null;
    }
    while (!queue.isEmpty() && size < JOINED) {
      Waiting frame = queue.poll();
      size += frame.size();
      next.add(frame);
    }
    writing = !next.isEmpty();
    return next;
  }

  private synchronized void done(List<Waiting> frames) {
    for (Waiting frame : frames) {
      waiting -= frame.size();
    }
    gone += frames.size();
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
