package org.jlanes.runtime.envelope;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// Blocks of a payload in shared memory, where the other side may still be copying them to. Any
/// thread.
///
/// @param taken the blocks by their index, null for those that came in the frame
record ArrivingBlocks(List<SharedBlocks.Taken> taken) implements Payload.Memory {
  /// How long to wait before looking again. A piece takes several times as long; who spins takes
  /// the core from whoever copies.
  private static final long LOOK_NANOS = 20_000;

  @Override
  public long await(int block, long more) throws IOException {
    SharedBlocks.Taken each = block < taken.size() ? taken.get(block) : null;
    if (each == null) {
      return Long.MAX_VALUE;
    }
    long there = each.there().getAsLong();
    while (there >= 0 && there <= more) {
      LockSupport.parkNanos(LOOK_NANOS);
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedIOException("interrupted while the value arrived");
      }
      there = each.there().getAsLong();
    }
    if (there == BlockFile.BROKEN) {
      throw new IOException("the value did not arrive whole: it could not be read any more");
    }
    return there;
  }

  @Override
  public void release() {
    for (SharedBlocks.Taken each : taken) {
      if (each != null) {
        each.release().run();
      }
    }
  }
}
