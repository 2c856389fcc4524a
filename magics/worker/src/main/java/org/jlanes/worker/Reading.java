package org.jlanes.worker;

import java.io.EOFException;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import org.jlanes.runtime.envelope.Frame;
import org.jlanes.runtime.envelope.FrameChannel;

/// Reads what the kernel sends, on whichever thread has the [ReadingTurn], and hands it on there.
/// Safe for any thread.
final class Reading {
  /// Gets the frames, one after the other.
  @FunctionalInterface
  interface Receiver {
    /// A frame has come.
    ///
    /// @throws IOException if the connection is of no use any more
    void received(Frame frame) throws IOException;
  }

  private final FrameChannel channel;
  private final Receiver receiver;
  private final ReadingTurn turn = new ReadingTurn();

  Reading(FrameChannel channel, Receiver receiver) {
    this.channel = channel;
    this.receiver = receiver;
  }

  /// Reads whenever no run's thread does, until the kernel closes the connection. For the main
  /// thread.
  ///
  /// @param waking whether a run's thread has been waiting for what was handed on last: it is to
  ///   read from then on
  /// @throws IOException if the connection is of no use any more
  void serve(BooleanSupplier waking) throws IOException {
    try {
      while (turn.await()) {
        do {
          receiver.received(channel.read());
        } while (channel.hasFrame() || !waking.getAsBoolean());
        turn.leave();
      }
    } catch (EOFException e) {
      // The kernel has let this worker go, or has died.
    } catch (InterruptedException e) {
      // Nobody has reason to; whoever did wants the worker to end.
    }
  }

  /// The calling thread will read when it has nothing to run.
  void join() {
    turn.serve(Thread.currentThread());
  }

  /// The calling thread reads no more.
  void part() {
    turn.retire(Thread.currentThread());
  }

  /// Waits for what the kernel sends and hands it on, with all that has come by then.
  ///
  /// @param enough whether to hand on no more
  /// @return false if another thread reads, and this one is to wait for it
  /// @throws IOException if the connection is of no use any more
  boolean read(BooleanSupplier enough) throws IOException {
    if (!turn.take(Thread.currentThread())) {
      return false;
    }
    try {
      do {
        receiver.received(channel.read());
      } while (!enough.getAsBoolean() && channel.hasFrame());
    } catch (EOFException e) {
      turn.end();
    } finally {
      turn.leave();
    }
    return true;
  }

  /// The calling thread waits for an answer of the kernel, which another one is to read.
  void call() {
    turn.call();
  }
}
