package org.jlanes.runtime.envelope;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jlanes.runtime.system.OwnedFolder;
import org.jlanes.runtime.system.SharedMemory;

/// A private folder in shared memory through which two processes of one machine hand large blocks
/// to each other, in files that are used again ([BlockFile]). Each side writes to files of its own;
/// what it has not used for half a minute it gives back.
///
/// The side that first has a large block makes the folder. Either side may remove it; whichever
/// lives longer does, the kernel at its end ([#removeAll]), and a later kernel where both were
/// killed. Safe for any thread; the lock is not held while a block is copied.
public final class SharedBlocks implements AutoCloseable {
  /// Smaller blocks travel in the frame.
  static final long SMALLEST = 1 << 20;

  /// How many bytes one side has in files that wait for the next block; more, while all are in use.
  static final long KEPT = 512L << 20;

  /// The side that makes a folder.
  private static final String KERNEL = "k";

  /// The file of the item that runs.
  private static final String CURRENT = "now";

  private static final Set<SharedBlocks> OPEN = ConcurrentHashMap.newKeySet();
  private static final AtomicBoolean SWEPT = new AtomicBoolean();

  /// A block that the other side has written, or is writing.
  ///
  /// @param block its bytes, until it is released
  /// @param there how many of them are there, or [BlockFile#BROKEN]; not after it is released
  /// @param release lets the other side write again; to be run once
  record Taken(MemorySegment block, LongSupplier there, Runnable release) {}

  private final Path folder;
  private final String side;
  private final AtomicInteger count = new AtomicInteger();
  private final WrittenBlocks written;
  private final TakenBlocks taken;
  private final AtomicLong bytesPut = new AtomicLong();
  private final AtomicLong bytesTaken = new AtomicLong();
  private boolean made;
  private boolean closed;

  private SharedBlocks(Path folder, String side, long kept) {
    this.folder = folder;
    this.side = side;
    this.written = new WrittenBlocks(this, side, kept);
    this.taken = new TakenBlocks(folder);
  }

  /// A folder that does not exist yet; empty where the system has no shared memory that looks like
  /// files. The first call of a process removes what killed processes have left.
  public static Optional<SharedBlocks> create() {
    return create(KEPT);
  }

  /// Likewise, with another bound than [#KEPT].
  static Optional<SharedBlocks> create(long kept) {
    Path memory = SharedMemory.folder().orElse(null);
    if (memory == null) {
      return Optional.empty();
    }
    if (!SWEPT.getAndSet(true)) {
      OwnedFolder.sweep(memory);
    }
    try {
      SharedBlocks blocks = new SharedBlocks(memory.resolve(OwnedFolder.name()), KERNEL, kept);
      OPEN.add(blocks);
      return Optional.of(blocks);
    } catch (IOException | RuntimeException e) {
      log(System.Logger.Level.DEBUG, "no shared memory", e);
      return Optional.empty();
    }
  }

  /// Removes every folder that [#create] has named in this process, before it ends without closing
  /// them. For when the other sides have ended.
  public static void removeAll() {
    if (SWEPT.get()) {
      SharedMemory.folder().ifPresent(OwnedFolder::removeOwn);
    }
  }

  /// The other side's view of a folder.
  public static SharedBlocks join(String folder) {
    return new SharedBlocks(Path.of(folder), "w", KEPT);
  }

  /// Where it is.
  public Path folder() {
    return folder;
  }

  /// Finds a place for a block, whose bytes follow with [Filling#fill]; the other side can be told
  /// of it before.
  ///
  /// @return empty if there is no room: shared memory is often small in containers
  Optional<Filling> put(MemorySegment block) {
    Optional<Filling> filling = written.put(block);
    bytesPut.addAndGet(filling.isPresent() ? block.byteSize() : 0);
    return filling;
  }

  /// Whether the other side should be told of a block before it is filled, to copy at the same
  /// time. Only where the other side ends with this one: it would wait for ever.
  boolean fillsLater(MemorySegment block) {
    return side.equals(KERNEL) && block.byteSize() >= 2 * BlockFile.PIECE;
  }

  /// Makes the folder if that has not been done.
  ///
  /// @return false if it has been closed
  synchronized boolean ready() throws IOException {
    if (!made && !closed) {
      try {
        Files.createDirectory(folder, SharedMemory.folderOfTheUser());
      } catch (FileAlreadyExistsException e) {
        if (!OwnedFolder.isOwned(folder)) {
          throw e;
        }
      }
      made = true;
    }
    return !closed;
  }

  /// Gives back all free files of those that [#create] has made: somebody needs the room.
  static void giveBackAll() {
    OPEN.forEach(blocks -> blocks.giveBack(System.nanoTime()));
  }

  /// Gives back the files that were free all the time since then.
  ///
  /// @param then by `System.nanoTime`
  void giveBack(long then) {
    written.giveBack(then);
  }

  /// The block of a name that the other side has written.
  ///
  /// @throws IOException if there is none
  /// @throws FrameException if it is not whole though a worker has told of it: who reads it here
  ///   reads that worker's frames, and must not wait for it
  Taken take(String name, long size) throws IOException {
    Taken block = taken.take(name, size);
    if (side.equals(KERNEL) && block.there().getAsLong() < size) {
      block.release().run();
      throw new FrameException("a shared block that is not whole");
    }
    bytesTaken.addAndGet(size);
    return block;
  }

  /// Bytes that were put since this was asked last.
  long put() {
    return bytesPut.getAndSet(0);
  }

  /// Bytes that were taken since this was asked last.
  long taken() {
    return bytesTaken.getAndSet(0);
  }

  /// Shows which item the worker runs, from now on.
  ///
  /// @return null if there is no room
  CurrentItem showCurrent() {
    try {
      return ready() ? CurrentItem.create(folder.resolve(CURRENT)) : null;
    } catch (IOException e) {
      log(System.Logger.Level.DEBUG, "items that end a worker are not told apart", e);
      return null;
    }
  }

  /// Where the other side looks for the item that runs; null if it has not made that.
  CurrentItem joinCurrent() {
    try {
      return CurrentItem.open(folder.resolve(CURRENT));
    } catch (IOException e) {
      log(System.Logger.Level.DEBUG, "nobody looks which item runs", e);
      return null;
    }
  }

  /// A place for a file that stays until its maker removes it, or empty if there is no room for so
  /// much.
  Optional<Path> place(long size) throws IOException {
    boolean room = SharedMemory.room(folder.getParent()) >= 2 * size;
    return room && ready()
        ? Optional.of(folder.resolve("c" + count.incrementAndGet()))
        : Optional.empty();
  }

  /// Removes the folder with what is in it. A block that was taken can be read until it is
  /// released.
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      OPEN.remove(this);
      written.close();
      taken.close();
      OwnedFolder.remove(folder);
    }
  }

  /// Looked up when there is something to say: the first logger costs a starting worker
  /// milliseconds.
  private static void log(System.Logger.Level level, String text, Throwable thrown) {
    System.getLogger(SharedBlocks.class.getName()).log(level, text, thrown);
  }
}
