package org.jlanes.runtime.envelope;

import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.jlanes.runtime.system.SharedMemory;

/// Which item a worker runs, in memory that the kernel can read also when the worker has died:
/// results of quick items come together, so that without this nobody could say which of them ended
/// the process. Written by the worker's thread that runs items; read by any thread of the kernel.
public final class CurrentItem {
  private final MappedByteBuffer memory;

  private CurrentItem(MappedByteBuffer memory) {
    this.memory = memory;
  }

  /// Makes the file. Its bytes are written, not left for the first touch: where shared memory is
  /// full that would end the process.
  static CurrentItem create(Path path) throws IOException {
    var options =
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try (FileChannel file = FileChannel.open(path, options, SharedMemory.ofTheUser())) {
      int _ = file.write(ByteBuffer.allocate(Long.BYTES));
      return map(file);
    }
  }

  /// Opens the file that the other side has made.
  static CurrentItem open(Path path) throws IOException {
    try (FileChannel file =
        FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      if (file.size() != Long.BYTES) {
        throw new FrameException("a current item of " + file.size() + " bytes");
      }
      return map(file);
    }
  }

  private static CurrentItem map(FileChannel file) throws IOException {
    return new CurrentItem(file.map(FileChannel.MapMode.READ_WRITE, 0, Long.BYTES));
  }

  /// An item begins.
  public void begins(int run, int index) {
    memory.putLong(0, (long) run << Integer.SIZE | index + 1);
    VarHandle.releaseFence();
  }

  /// The item of this run that began last, -1 if none did.
  public int of(int run) {
    VarHandle.acquireFence();
    long now = memory.getLong(0);
    return (int) (now >>> Integer.SIZE) == run ? (int) now - 1 : -1;
  }
}
