package org.jlanes.runtime.envelope;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jlanes.runtime.system.OwnedFolder;

/// A private folder in shared memory through which two processes of one machine hand large blocks
/// to each other: written once by one side, mapped and deleted by the other. The side that first
/// has a large block makes the folder. Either side may remove it; whichever lives longer does, the
/// kernel at its end ([#removeAll]), and a later kernel where both were killed. Safe for any
/// thread.
public final class SharedBlocks implements AutoCloseable {
  /// Smaller blocks travel in the frame.
  static final long SMALLEST = 1 << 20;

  private static final Path SHARED_MEMORY = Path.of("/dev/shm");
  private static final AtomicBoolean SWEPT = new AtomicBoolean();
  private static final int BUFFER = 256 * 1024;
  private static final System.Logger LOG = System.getLogger(SharedBlocks.class.getName());

  private final Path folder;
  private final String side;
  private final AtomicInteger written = new AtomicInteger();
  private final AtomicLong put = new AtomicLong();
  private final AtomicLong taken = new AtomicLong();
  private boolean made;
  private boolean closed;

  private SharedBlocks(Path folder, String side) {
    this.folder = folder;
    this.side = side;
  }

  /// A folder that does not exist yet; empty where the system has no shared memory that looks like
  /// files. The first call of a process removes what killed processes have left.
  public static Optional<SharedBlocks> create() {
    if (!Files.isWritable(SHARED_MEMORY)) {
      return Optional.empty();
    }
    if (!SWEPT.getAndSet(true)) {
      OwnedFolder.sweep(SHARED_MEMORY);
    }
    try {
      return Optional.of(new SharedBlocks(SHARED_MEMORY.resolve(OwnedFolder.name()), "k"));
    } catch (IOException | RuntimeException e) {
      LOG.log(System.Logger.Level.DEBUG, "no shared memory", e);
      return Optional.empty();
    }
  }

  /// Removes every folder that [#create] has named in this process, before it ends without closing
  /// them. For when the other sides have ended.
  public static void removeAll() {
    if (SWEPT.get()) {
      OwnedFolder.removeOwn(SHARED_MEMORY);
    }
  }

  /// The other side's view of a folder.
  public static SharedBlocks join(String folder) {
    return new SharedBlocks(Path.of(folder), "w");
  }

  /// Where it is.
  public Path folder() {
    return folder;
  }

  /// Writes a block.
  ///
  /// @return its name, or empty if there is no room: shared memory is often small in containers
  Optional<String> put(MemorySegment block) {
    String name = side + written.incrementAndGet();
    Path file = folder.resolve(name);
    try {
      // Not mapped: a full shared memory would end the process with a signal.
      if (Files.getFileStore(folder.getParent()).getUsableSpace() < 2 * block.byteSize()
          || !ready()) {
        return Optional.empty();
      }
      var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      try (FileChannel out = FileChannel.open(file, options, mode("rw-------"))) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
        for (long done = 0; done < block.byteSize(); ) {
          int n = (int) Math.min(BUFFER, block.byteSize() - done);
          MemorySegment.copy(block, done, MemorySegment.ofBuffer(buffer.clear()), 0, n);
          buffer.limit(n);
          while (buffer.hasRemaining()) {
            out.write(buffer);
          }
          done += n;
        }
      }
      put.addAndGet(block.byteSize());
      return Optional.of(name);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "a block goes through the connection", e);
      remove(file);
      return Optional.empty();
    }
  }

  /// Makes the folder if that has not been done.
  ///
  /// @return false if it has been closed
  private synchronized boolean ready() throws IOException {
    if (!made && !closed) {
      try {
        Files.createDirectory(folder, mode("rwx------"));
      } catch (FileAlreadyExistsException e) {
        if (!OwnedFolder.isOwned(folder)) {
          throw e;
        }
      }
      made = true;
    }
    return !closed;
  }

  /// Maps a block that the other side has written and removes its file; the memory is given back
  /// when the arena is closed.
  MemorySegment take(String name, long size, Arena arena) throws IOException {
    if (!name.matches("[kw][0-9]+")) {
      throw new FrameException("not the name of a shared block: " + name);
    }
    Path file = folder.resolve(name);
    try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
      if (in.size() != size) {
        throw new FrameException("a shared block of " + in.size() + " bytes, not " + size);
      }
      taken.addAndGet(size);
      return in.map(FileChannel.MapMode.READ_ONLY, 0, size, arena);
    } finally {
      remove(file);
    }
  }

  /// Bytes that were put since this was asked last.
  long put() {
    return put.getAndSet(0);
  }

  /// Bytes that were taken since this was asked last.
  long taken() {
    return taken.getAndSet(0);
  }

  private static FileAttribute<?> mode(String permissions) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
  }

  private static void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "left in shared memory: " + file, e);
    }
  }

  /// Removes the folder with what is in it. What is mapped stays mapped.
  @Override
  public synchronized void close() {
    closed = true;
    OwnedFolder.remove(folder);
  }
}
