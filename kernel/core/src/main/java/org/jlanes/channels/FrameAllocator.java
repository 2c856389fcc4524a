package org.jlanes.channels;

import zmq.Msg;
import zmq.msg.MsgAllocator;

/// Allocates the frames that ZeroMQ receives. JeroMQ 0.6.0 lets a damaged length field with the top
/// bit set pass as a negative (or, cut to 32 bits, a huge) size; the exception would leave its only
/// I/O thread in an endless loop, and the kernel deaf. Such a frame is received as an empty one
/// instead: what follows is garbage, which is dropped like any other.
final class FrameAllocator implements MsgAllocator {
  /// Far above any real frame, in bytes.
  static final long LARGEST = Math.min(512L << 20, Runtime.getRuntime().maxMemory() / 4);

  @Override
  public Msg allocate(int size) {
    return new Msg(size < 0 || size > LARGEST ? 0 : size);
  }
}
