package org.jlanes.channels;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import zmq.Msg;
import zmq.msg.MsgAllocator;

/// Allocates the frames that ZeroMQ receives, for all sockets of a process. A frame is allocated
/// when its length has arrived, before anything is known of the peer, so that the sum of large
/// frames is bounded: else a few peers without the key could fill the heap by announcing.
///
/// JeroMQ 0.6.0 also lets a damaged length field with the top bit set pass as a negative (or, cut
/// to 32 bits, a huge) size; the exception would leave its only I/O thread in an endless loop, and
/// the kernel deaf. A frame that is not to be had is received as an empty one instead: what follows
/// is garbage, which is dropped like any other.
///
/// Used by the I/O thread only.
final class FrameAllocator implements MsgAllocator {
  /// Far above any real frame, in bytes; also the limit of all large frames together.
  static final long LARGEST = Math.min(512L << 20, Runtime.getRuntime().maxMemory() / 4);

  /// Frames up to this many bytes are not counted.
  private static final int SMALL = 1 << 20;

  private static final long COLLECT_NANOS = 2_000_000_000L;

  private record Large(WeakReference<Msg> frame, long size) {}

  private final List<Large> large = new ArrayList<>();
  private Long collected;

  @Override
  public Msg allocate(int size) {
    if (size < 0 || size > LARGEST) {
      return new Msg(0);
    }
    return size <= SMALL ? new Msg(size) : large(size);
  }

  private Msg large(int size) {
    if (!hasRoom(size)) {
      collect();
      if (!hasRoom(size)) {
        return new Msg(0);
      }
    }
    Msg frame = new Msg(size);
    large.add(new Large(new WeakReference<>(frame), size));
    return frame;
  }

  /// Frames that were received, or whose peer has gone, count until they are collected. Not for
  /// every frame: it takes a tenth of a second, in which nobody is served.
  private void collect() {
    long now = System.nanoTime();
    if (collected == null || now - collected > COLLECT_NANOS) {
      System.gc();
      collected = System.nanoTime();
    }
  }

  private boolean hasRoom(int size) {
    large.removeIf(each -> each.frame.refersTo(null));
    return large.stream().mapToLong(Large::size).sum() + size <= LARGEST;
  }
}
